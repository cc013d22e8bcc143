-- The average Completed sale by channel, and by product and category (online) and location (in stores).
WITH sold AS (
  SELECT N'channel' AS dimension, channel AS value, amount FROM fact_sales WHERE is_revenue = 1
  UNION ALL
  SELECT N'product', product.name + N' (' + CAST(product.product_id AS nvarchar(20)) + N')', sale.amount
  FROM fact_sales AS sale JOIN dim_product AS product ON product.product_id = sale.product_id
  WHERE sale.is_revenue = 1
  UNION ALL
  SELECT N'category', product.category, sale.amount
  FROM fact_sales AS sale JOIN dim_product AS product ON product.product_id = sale.product_id
  WHERE sale.is_revenue = 1
  UNION ALL
  SELECT N'location', store.location, sale.amount
  FROM fact_sales AS sale JOIN dim_store AS store ON store.store_id = sale.store_id
  WHERE sale.is_revenue = 1
), totals AS (
  SELECT dimension, value, COUNT_BIG(*) AS sales, SUM(amount) AS revenue, SUM(CAST(amount * 100 AS bigint)) AS cents
  FROM sold
  GROUP BY dimension, value
)
SELECT dimension, value, sales, CAST(revenue AS decimal(38, 2)) AS revenue,
       -- revenue / sales in ten-thousandths, in whole numbers: divided once, rounded half away from zero
       CAST(CAST((cents * 200 + SIGN(cents) * sales) / (2 * sales) AS decimal(18, 0)) * 0.0001 AS decimal(18, 4))
         AS average_order_value
FROM totals
