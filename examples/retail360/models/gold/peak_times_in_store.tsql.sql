-- Completed In-store sales by day of the week and hour of the day.
-- sold_at has no zone: it is a wall clock already.
-- The day's name is found from a Monday, since DATENAME answers in the session's language.
WITH sold AS (
  SELECT CHOOSE(1 + DATEDIFF(day, CAST('00010101' AS date), sold_at) % 7, N'Monday', N'Tuesday', N'Wednesday',
                N'Thursday', N'Friday', N'Saturday', N'Sunday') AS day_name,
         CAST(DATEPART(hour, sold_at) AS bigint) AS hour_of_day
  FROM fact_sales
  WHERE channel = N'In-store' AND is_revenue = 1
)
SELECT day_name AS day_of_week, hour_of_day, COUNT_BIG(*) AS total_transactions
FROM sold
GROUP BY day_name, hour_of_day
