-- grain: customer_id
-- materialize: view
-- Customers and what they paid for.
SELECT customer.customer_id, customer.name, coalesce(spent.revenue, 0)::decimal(12, 2) AS revenue,
       CASE WHEN spent.orders > 1 THEN 'again' ELSE 'once' END AS loyalty
FROM silver.customers AS customer LEFT JOIN gold.spent AS spent ON spent.customer_id = customer.customer_id
