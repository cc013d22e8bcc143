-- grain: payment_method
-- adds_up_once: paid_revenue_agrees
-- Revenue by how it was paid. An order counts once, under the method of its first successful payment (by date, then
-- payment_id); orders without one are not in it.
WITH paid_again AS (
  SELECT order_id
  FROM silver.payments
  WHERE payment_status = 'Success'
  GROUP BY order_id
  HAVING count(*) > 1
), later AS (
  SELECT payment_id
  FROM silver.payments
  WHERE payment_status = 'Success' AND order_id IN (SELECT order_id FROM paid_again)
  QUALIFY row_number() OVER (PARTITION BY order_id ORDER BY payment_date, payment_id) > 1
)
SELECT payment.payment_method, sum(placed.order_amount) AS revenue, count(*) AS orders
FROM silver.payments AS payment JOIN silver.orders AS placed ON placed.order_id = payment.order_id
WHERE payment.payment_status = 'Success' AND payment.payment_id NOT IN (SELECT payment_id FROM later)
GROUP BY payment.payment_method
