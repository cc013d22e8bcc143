-- materialize: view
-- The customer with the highest revenue.
SELECT name, revenue FROM gold.revenue_by_customer ORDER BY revenue DESC, customer_id LIMIT 1
