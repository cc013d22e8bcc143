-- grain: customer_id
-- references: customer_id -> silver.customers.customer_id
-- Revenue and orders of each customer who has ordered.
SELECT customer_id, name, revenue, orders
FROM gold.customer_lifetime_value
