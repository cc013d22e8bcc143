-- grain: payment_method
-- Revenue by how it was paid. An order counts once, under the method of its first successful payment (by date, then
-- payment_id); orders without one are not in it.
WITH paid AS (
  SELECT order_id, arg_min(payment_method, (payment_date, payment_id)) AS payment_method
  FROM silver.payments
  WHERE payment_status = 'Success'
  GROUP BY order_id
)
SELECT paid.payment_method, sum(placed.order_amount) AS revenue, count(*) AS orders
FROM paid JOIN silver.orders AS placed ON placed.order_id = paid.order_id
GROUP BY paid.payment_method
