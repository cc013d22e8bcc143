-- grain: customer_id
-- references: customer_id -> silver.customers.customer_id
-- What each customer who has ordered is worth so far: orders, revenue, their average, and the first and last order.
WITH spent AS (
  SELECT customer_id, count(*) AS orders, sum(order_amount) AS revenue,
         (sum(order_amount)::decimal(18, 2) * 100)::bigint AS cents,
         min(order_date) AS first_order, max(order_date) AS last_order
  FROM silver.orders
  GROUP BY customer_id
)
SELECT spent.customer_id, customer.name, spent.orders, spent.revenue,
       -- revenue / orders in ten-thousandths, in whole numbers: divided once, rounded half away from zero
       (((cents * 200 + sign(cents) * orders) // (2 * orders))::decimal(38, 0) * 0.0001)::decimal(18, 4)
         AS average_order_value,
       spent.first_order, spent.last_order
FROM spent JOIN silver.customers AS customer ON customer.customer_id = spent.customer_id
