-- Peak times online as they were published: wrong, because failed and pending orders count as sales.
-- The day's name is found from a Monday, since DATENAME answers in the session's language.
WITH sold AS (
  SELECT CHOOSE(1 + DATEDIFF(day, CAST('00010101' AS date), date_time) % 7, N'Monday', N'Tuesday', N'Wednesday',
                N'Thursday', N'Friday', N'Saturday', N'Sunday') AS day_name,
         CAST(DATEPART(hour, date_time) AS bigint) AS hour_of_day
  FROM online_transactions
)
SELECT day_name AS "DayOfWeek", hour_of_day AS "HourOfDay", COUNT_BIG(*) AS "TotalTransactions"
FROM sold
GROUP BY day_name, hour_of_day
