-- grain: month
-- Revenue by month.
SELECT date_trunc('month', ordered_at)::date AS month, sum(amount) AS revenue FROM silver.orders GROUP BY 1
