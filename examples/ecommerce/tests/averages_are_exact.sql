-- An average times its count is the sum again, but for the rounding of the average: half of a ten-thousandth an order.
SELECT customer_id, revenue, orders, average_order_value
FROM gold.customer_lifetime_value
WHERE abs(average_order_value * orders - revenue) > 0.00005 * orders
