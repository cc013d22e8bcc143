-- grain: customer_id
-- references: customer_id -> silver.customers.customer_id
-- The ten customers with the most revenue; among equals the lower customer_id comes first.
SELECT customer_id, name, revenue, orders
FROM gold.revenue_per_customer
ORDER BY revenue DESC, customer_id
LIMIT 10
