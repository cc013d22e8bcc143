-- grain: month
-- Orders by calendar month; month is its first day.
SELECT month, orders
FROM gold.monthly_revenue
