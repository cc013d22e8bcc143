-- Revenue is the same wherever it is shown: by channel, by customer, and in the average order values.
WITH right_one AS (
  SELECT coalesce(sum(amount), 0) AS revenue FROM gold.fact_sales WHERE is_revenue
), shown AS (
  SELECT 'gold.sales_by_channel' AS place, coalesce(sum(revenue), 0) AS revenue FROM gold.sales_by_channel
  UNION ALL SELECT 'gold.customer_360', coalesce(sum(revenue), 0) FROM gold.customer_360
  UNION ALL SELECT 'gold.customer_360, both channels', coalesce(sum(online_revenue + in_store_revenue), 0)
            FROM gold.customer_360
  UNION ALL SELECT 'gold.customer_segments', coalesce(sum(total_spend), 0) FROM gold.customer_segments
  UNION ALL SELECT 'gold.average_order_value by channel', coalesce(sum(revenue), 0)
            FROM gold.average_order_value WHERE dimension = 'channel'
  UNION ALL SELECT 'gold.average_order_value by category and location', coalesce(sum(revenue), 0)
            FROM gold.average_order_value WHERE dimension IN ('category', 'location')
  UNION ALL SELECT 'gold.average_order_value by product and location', coalesce(sum(revenue), 0)
            FROM gold.average_order_value WHERE dimension IN ('product', 'location')
)
SELECT shown.place, shown.revenue, right_one.revenue AS should_be
FROM shown CROSS JOIN right_one
WHERE shown.revenue <> right_one.revenue
