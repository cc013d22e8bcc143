-- grain: date
-- Every day from the first to the last that any fact has; weeks start on Monday, which is day 1.
WITH seen AS (
  SELECT min(sold_at)::date AS first_day, max(sold_at)::date AS last_day FROM gold.fact_sales
  UNION ALL SELECT min(date_time)::date, max(date_time)::date FROM gold.fact_service_interaction
  UNION ALL SELECT min(date_time)::date, max(date_time)::date FROM gold.fact_loyalty_transaction
), days AS (
  SELECT unnest(generate_series(min(first_day), max(last_day), INTERVAL 1 DAY))::date AS date FROM seen
)
SELECT date, year(date) AS year, quarter(date) AS quarter, month(date) AS month, monthname(date) AS month_name,
       date_trunc('month', date)::date AS month_start, day(date) AS day_of_month, isodow(date) AS day_of_week,
       dayname(date) AS day_name, isodow(date) >= 6 AS is_weekend
FROM days
