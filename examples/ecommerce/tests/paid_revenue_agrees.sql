-- What was paid, by method, adds up to what the summary says, and never to more than was ordered.
SELECT paid_revenue, total_revenue, (SELECT coalesce(sum(revenue), 0) FROM gold.revenue_by_payment_method) AS by_method
FROM gold.kpi_summary
WHERE paid_revenue <> (SELECT coalesce(sum(revenue), 0) FROM gold.revenue_by_payment_method)
   OR paid_revenue > total_revenue
