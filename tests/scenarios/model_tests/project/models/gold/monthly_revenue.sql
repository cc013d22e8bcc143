-- grain: month
SELECT date_trunc('month', order_date)::date AS month, sum(amount) AS revenue, count(*) AS orders
FROM silver.orders
GROUP BY 1
