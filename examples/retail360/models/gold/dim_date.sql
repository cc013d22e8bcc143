-- grain: date
-- Every day from the first to the last that any fact has, in the project's time zone. Weeks start on the day that
-- c360.yaml says, which is day 1 of day_of_week; Saturday and Sunday are the weekend.
WITH seen AS (
  SELECT local_time(min(sold_at))::date AS first_day, local_time(max(sold_at))::date AS last_day FROM gold.fact_sales
  UNION ALL SELECT local_time(min(date_time))::date, local_time(max(date_time))::date FROM gold.fact_service_interaction
  UNION ALL SELECT local_time(min(date_time))::date, local_time(max(date_time))::date FROM gold.fact_loyalty_transaction
), days AS (
  SELECT unnest(generate_series(min(first_day), max(last_day), INTERVAL 1 DAY))::date AS date FROM seen
)
SELECT date, year(date) AS year, quarter(date) AS quarter, month(date) AS month, monthname(date) AS month_name,
       date_trunc('month', date)::date AS month_start, week_of(date) AS week_start, day(date) AS day_of_month,
       weekday_of(date) AS day_of_week, dayname(date) AS day_name, isodow(date) >= 6 AS is_weekend
FROM days
