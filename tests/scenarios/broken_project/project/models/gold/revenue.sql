-- grain: moth
-- materialise: table
SELECT month, sum(amount) AS revenue FROM silver.order GROUP BY 1
