-- grain: product_category
-- Revenue and orders by product category.
SELECT product_category, sum(order_amount) AS revenue, count(*) AS orders
FROM silver.orders
GROUP BY product_category
