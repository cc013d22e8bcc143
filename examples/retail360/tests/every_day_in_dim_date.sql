-- dim_date has the day of every fact.
SELECT DISTINCT sale.sold_at::date AS missing
FROM gold.fact_sales AS sale
WHERE sale.sold_at::date NOT IN (SELECT date FROM gold.dim_date)
UNION
SELECT talk.date_time::date
FROM gold.fact_service_interaction AS talk
WHERE talk.date_time::date NOT IN (SELECT date FROM gold.dim_date)
UNION
SELECT change.date_time::date
FROM gold.fact_loyalty_transaction AS change
WHERE change.date_time::date NOT IN (SELECT date FROM gold.dim_date)
