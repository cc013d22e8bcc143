-- grain: customer_id
-- references: customer_id -> silver.customers.customer_id
-- Everything known of a customer, one row each, also of those who never bought. Revenue and sales are Completed ones.
-- favourite_category is the one with the most online sales, then the most revenue, then the first by name.
WITH bought AS (
  SELECT customer_id, count(*) AS sales, sum(amount) AS revenue, (sum(amount)::decimal(18, 2) * 100)::bigint AS cents,
         count(*) FILTER (WHERE channel = 'Online') AS online_sales,
         sum(amount) FILTER (WHERE channel = 'Online') AS online_revenue,
         count(*) FILTER (WHERE channel = 'In-store') AS in_store_sales,
         sum(amount) FILTER (WHERE channel = 'In-store') AS in_store_revenue,
         min(sold_at) AS first_sale, max(sold_at) AS last_sale
  FROM gold.fact_sales
  WHERE is_revenue
  GROUP BY customer_id
), by_category AS (
  SELECT sale.customer_id, product.category, count(*) AS sales, sum(sale.amount) AS revenue
  FROM gold.fact_sales AS sale JOIN gold.dim_product AS product ON product.product_id = sale.product_id
  WHERE sale.is_revenue
  GROUP BY sale.customer_id, product.category
), favourite AS (
  SELECT customer_id, category AS favourite_category
  FROM by_category
  QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY sales DESC, revenue DESC, category) = 1
), tried AS (
  SELECT customer_id, count(*) FILTER (WHERE status = 'Failed') AS failed_sales, max(sold_at) AS last_attempt
  FROM gold.fact_sales
  GROUP BY customer_id
), asked AS (
  SELECT customer_id, count(*) AS interactions, count(*) FILTER (WHERE NOT is_resolved) AS open_interactions,
         max(date_time) AS last_interaction
  FROM gold.fact_service_interaction
  GROUP BY customer_id
), collected AS (
  SELECT customer_id, max(date_time) AS last_change
  FROM gold.fact_loyalty_transaction
  GROUP BY customer_id
)
SELECT customer.customer_id, customer.name, customer.email, customer.address, segment.segment, customer.tier_level,
       customer.loyalty_points, customer.member_since,
       coalesce(bought.sales, 0) AS sales, coalesce(bought.revenue, 0)::decimal(38, 2) AS revenue,
       coalesce(bought.online_sales, 0) AS online_sales,
       coalesce(bought.online_revenue, 0)::decimal(38, 2) AS online_revenue,
       coalesce(bought.in_store_sales, 0) AS in_store_sales,
       coalesce(bought.in_store_revenue, 0)::decimal(38, 2) AS in_store_revenue,
       -- revenue / sales in ten-thousandths, in whole numbers: divided once, rounded half away from zero
       (((cents * 200 + sign(cents) * bought.sales) // (2 * bought.sales))::decimal(38, 0) * 0.0001)::decimal(18, 4)
         AS average_order_value,
       bought.first_sale, bought.last_sale, favourite.favourite_category,
       coalesce(tried.failed_sales, 0) AS failed_sales, coalesce(asked.interactions, 0) AS interactions,
       coalesce(asked.open_interactions, 0) AS open_interactions,
       greatest(tried.last_attempt, asked.last_interaction, collected.last_change) AS last_seen
FROM gold.dim_customer AS customer
JOIN gold.customer_segments AS segment ON segment.customer_id = customer.customer_id
LEFT JOIN bought ON bought.customer_id = customer.customer_id
LEFT JOIN favourite ON favourite.customer_id = customer.customer_id
LEFT JOIN tried ON tried.customer_id = customer.customer_id
LEFT JOIN asked ON asked.customer_id = customer.customer_id
LEFT JOIN collected ON collected.customer_id = customer.customer_id
