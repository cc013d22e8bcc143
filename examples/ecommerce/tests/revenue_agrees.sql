-- Revenue is the same wherever it is shown.
WITH shown AS (
  SELECT 'silver.orders' AS place, coalesce(sum(order_amount), 0) AS revenue FROM silver.orders
  UNION ALL SELECT 'gold.kpi_summary', total_revenue FROM gold.kpi_summary
  UNION ALL SELECT 'gold.monthly_revenue', coalesce(sum(revenue), 0) FROM gold.monthly_revenue
  UNION ALL SELECT 'gold.revenue_by_category', coalesce(sum(revenue), 0) FROM gold.revenue_by_category
  UNION ALL SELECT 'gold.revenue_per_customer', coalesce(sum(revenue), 0) FROM gold.revenue_per_customer
  UNION ALL SELECT 'gold.customer_360', coalesce(sum(revenue), 0) FROM gold.customer_360
)
SELECT place, revenue
FROM shown
WHERE revenue <> (SELECT total_revenue FROM gold.kpi_summary)
