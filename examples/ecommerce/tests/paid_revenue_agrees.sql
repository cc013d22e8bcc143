-- What was paid, added up from silver order by order, is what the summary says and what the methods add up to, and no
-- more money or orders than there are.
WITH paid AS (
  SELECT coalesce(sum(order_amount), 0) AS revenue, count(*) AS orders
  FROM silver.orders
  WHERE order_id IN (SELECT order_id FROM silver.payments WHERE payment_status = 'Success')
), by_method AS (
  SELECT coalesce(sum(revenue), 0) AS revenue, coalesce(sum(orders), 0) AS orders
  FROM gold.revenue_by_payment_method
)
SELECT kpi.paid_revenue, paid.revenue AS should_be, by_method.revenue AS by_method, paid.orders AS paid_orders,
       by_method.orders AS orders_by_method, kpi.total_revenue, kpi.orders
FROM gold.kpi_summary AS kpi CROSS JOIN paid CROSS JOIN by_method
WHERE kpi.paid_revenue <> paid.revenue OR by_method.revenue <> paid.revenue OR by_method.orders <> paid.orders
   OR paid.revenue > kpi.total_revenue OR paid.orders > kpi.orders
