-- grain: month
SELECT date_trunc('month', day)::date AS month, sum(amount) AS revenue FROM silver.orders GROUP BY 1
