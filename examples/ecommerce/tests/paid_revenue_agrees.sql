-- What was paid, by method, adds up to what the summary says, and to no more money or orders than there are.
WITH by_method AS (
  SELECT coalesce(sum(revenue), 0) AS revenue, coalesce(sum(orders), 0) AS orders
  FROM gold.revenue_by_payment_method
)
SELECT paid_revenue, total_revenue, by_method.revenue AS by_method, by_method.orders AS paid_orders, kpi.orders
FROM gold.kpi_summary AS kpi CROSS JOIN by_method
WHERE paid_revenue <> by_method.revenue OR paid_revenue > total_revenue OR by_method.orders > kpi.orders
