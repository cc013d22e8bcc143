-- grain: dimension, value
-- materialize: view
-- The average Completed sale by channel, and by product and category (online) and location (in stores). Within each
-- dimension a sale counts once. Products share names, so their number stands behind.
WITH sold AS (
  SELECT 'channel' AS dimension, channel AS value, amount FROM gold.fact_sales WHERE is_revenue
  UNION ALL
  SELECT 'product', product.name || ' (' || product.product_id || ')', sale.amount
  FROM gold.fact_sales AS sale JOIN gold.dim_product AS product ON product.product_id = sale.product_id
  WHERE sale.is_revenue
  UNION ALL
  SELECT 'category', product.category, sale.amount
  FROM gold.fact_sales AS sale JOIN gold.dim_product AS product ON product.product_id = sale.product_id
  WHERE sale.is_revenue
  UNION ALL
  SELECT 'location', store.location, sale.amount
  FROM gold.fact_sales AS sale JOIN gold.dim_store AS store ON store.store_id = sale.store_id
  WHERE sale.is_revenue
), totals AS (
  SELECT dimension, value, count(*) AS sales, sum(amount) AS revenue, (sum(amount) * 100)::hugeint AS cents
  FROM sold
  GROUP BY dimension, value
)
SELECT dimension, value, sales, revenue,
       -- revenue / sales in ten-thousandths, in whole numbers: divided once, rounded half away from zero
       (((cents * 200 + sign(cents) * sales) // (2 * sales))::decimal(38, 0) * 0.0001)::decimal(18, 4)
         AS average_order_value
FROM totals
