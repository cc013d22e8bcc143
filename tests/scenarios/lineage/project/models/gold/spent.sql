-- grain: customer_id
-- What customers paid for.
SELECT customer_id, sum(amount) AS revenue, count(*) AS orders
FROM silver.orders
WHERE status = 'Paid'
GROUP BY customer_id
