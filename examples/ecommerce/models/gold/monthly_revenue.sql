-- grain: month
-- Revenue and orders by calendar month; month is its first day.
SELECT date_trunc('month', order_date)::date AS month, sum(order_amount) AS revenue, count(*) AS orders
FROM silver.orders
GROUP BY 1
