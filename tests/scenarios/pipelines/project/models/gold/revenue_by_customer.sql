-- grain: customer_id
-- Revenue and orders of every customer, those without orders included.
SELECT c.customer_id, c.name, coalesce(sum(o.amount), 0)::decimal(38,2) AS revenue, count(o.order_id) AS orders
FROM silver.customers c LEFT JOIN silver.orders o USING (customer_id)
GROUP BY ALL
