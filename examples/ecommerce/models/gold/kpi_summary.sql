-- The shop in one row. total_revenue is the sum of all orders; paid_revenue of those with a successful payment;
-- payment_success_rate is successful payments out of all, between 0 and 1.
WITH sold AS (
  SELECT coalesce(sum(order_amount), 0)::decimal(38, 2) AS revenue, count(*) AS orders,
         (coalesce(sum(order_amount), 0) * 100)::hugeint AS cents
  FROM silver.orders
), paid AS (
  SELECT coalesce(sum(order_amount), 0)::decimal(38, 2) AS revenue
  FROM silver.orders
  WHERE order_id IN (SELECT order_id FROM silver.payments WHERE payment_status = 'Success')
), tried AS (
  SELECT count(*) AS attempts, count(*) FILTER (WHERE payment_status = 'Success') AS successes
  FROM silver.payments
)
SELECT sold.revenue AS total_revenue, paid.revenue AS paid_revenue, sold.orders AS orders,
       (SELECT count(*) FROM silver.customers) AS customers,
       -- both divided once, in whole numbers, rounded half away from zero; unknown where there is nothing to divide by
       (((cents * 200 + sign(cents) * orders) // nullif(2 * orders, 0))::decimal(38, 0) * 0.0001)::decimal(18, 4)
         AS average_order_value,
       (((successes * 2000000 + attempts) // nullif(2 * attempts, 0))::decimal(38, 0) * 0.000001)::decimal(9, 6)
         AS payment_success_rate,
       (SELECT count(*) FROM silver.support_tickets) AS support_tickets,
       (SELECT count(*) FROM silver.web_activity) AS web_sessions
FROM sold CROSS JOIN paid CROSS JOIN tried
