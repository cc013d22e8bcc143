-- Revenue by customer adds up to the revenue of all orders.
SELECT a.revenue, b.revenue AS of_orders
FROM (SELECT sum(revenue) AS revenue FROM gold.revenue_by_customer) a, (SELECT sum(amount) AS revenue FROM silver.orders) b
WHERE a.revenue <> b.revenue
