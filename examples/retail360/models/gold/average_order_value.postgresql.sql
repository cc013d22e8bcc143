-- The average Completed sale by channel, and by product and category (online) and location (in stores).
WITH sold AS (
  SELECT 'channel' AS dimension, channel AS value, amount FROM fact_sales WHERE is_revenue
  UNION ALL
  SELECT 'product', product.name || ' (' || product.product_id || ')', sale.amount
  FROM fact_sales AS sale JOIN dim_product AS product ON product.product_id = sale.product_id
  WHERE sale.is_revenue
  UNION ALL
  SELECT 'category', product.category, sale.amount
  FROM fact_sales AS sale JOIN dim_product AS product ON product.product_id = sale.product_id
  WHERE sale.is_revenue
  UNION ALL
  SELECT 'location', store.location, sale.amount
  FROM fact_sales AS sale JOIN dim_store AS store ON store.store_id = sale.store_id
  WHERE sale.is_revenue
), totals AS (
  SELECT dimension, value, count(*) AS sales, sum(amount) AS revenue
  FROM sold
  GROUP BY dimension, value
)
SELECT dimension, value, sales, revenue::numeric(38, 2) AS revenue,
       -- revenue / sales in ten-thousandths, in whole numbers: divided once, rounded half away from zero
       (div(revenue * 20000 + sign(revenue) * sales, 2 * sales) * 0.0001)::numeric(18, 4) AS average_order_value
FROM totals
