-- dim_date has the day of every fact.
SELECT DISTINCT local_time(sale.sold_at)::date AS missing
FROM gold.fact_sales AS sale
WHERE local_time(sale.sold_at)::date NOT IN (SELECT date FROM gold.dim_date)
UNION
SELECT local_time(talk.date_time)::date
FROM gold.fact_service_interaction AS talk
WHERE local_time(talk.date_time)::date NOT IN (SELECT date FROM gold.dim_date)
UNION
SELECT local_time(change.date_time)::date
FROM gold.fact_loyalty_transaction AS change
WHERE local_time(change.date_time)::date NOT IN (SELECT date FROM gold.dim_date)
