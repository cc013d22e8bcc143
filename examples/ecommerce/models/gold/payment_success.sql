-- grain: month, payment_method
-- Attempts to pay and how many succeeded, by month and method; success_rate lies between 0 and 1.
WITH each_day AS (
  SELECT payment_date, payment_method, count(*) AS attempts,
         count(*) FILTER (WHERE payment_status = 'Success') AS successes
  FROM silver.payments
  GROUP BY payment_date, payment_method
), tried AS (
  SELECT date_trunc('month', payment_date)::date AS month, payment_method, sum(attempts)::bigint AS attempts,
         sum(successes)::bigint AS successes
  FROM each_day
  GROUP BY 1, 2
)
SELECT month, payment_method, attempts, successes,
       -- successes / attempts in millionths, in whole numbers: divided once, rounded half up
       (((successes * 2000000 + attempts) // (2 * attempts))::decimal(38, 0) * 0.000001)::decimal(9, 6) AS success_rate
FROM tried
