-- The shop in one row. total_revenue is the sum of all orders; paid_revenue of those with a successful payment;
-- payment_success_rate is successful payments out of all, between 0 and 1. What other models have added up already is
-- taken from them, so that the numbers agree.
WITH sold AS (
  SELECT coalesce(sum(revenue), 0)::decimal(38, 2) AS revenue, coalesce(sum(orders), 0)::bigint AS orders,
         (coalesce(sum(revenue), 0) * 100)::hugeint AS cents
  FROM gold.revenue_by_category
), paid AS (
  SELECT coalesce(sum(revenue), 0)::decimal(38, 2) AS revenue
  FROM gold.revenue_by_payment_method
), tried AS (
  SELECT coalesce(sum(attempts), 0)::bigint AS attempts, coalesce(sum(successes), 0)::bigint AS successes
  FROM gold.payment_success
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
