-- grain: status
-- Orders and what they amount to, by their status.
SELECT status, count(*) AS orders, sum(amount) AS revenue
FROM silver.orders
GROUP BY status
