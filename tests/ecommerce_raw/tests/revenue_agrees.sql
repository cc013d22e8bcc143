-- Revenue by status adds up to the orders.
SELECT *
FROM (SELECT sum(revenue) AS revenue FROM gold.revenue_by_status)
WHERE revenue <> (SELECT sum(amount) FROM silver.orders)
