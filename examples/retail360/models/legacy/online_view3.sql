-- grain: DayOfWeek, HourOfDay
-- materialize: view
-- Peak times online as they were published: wrong, because failed and pending orders count as sales. Right is
-- gold.peak_times_online.
SELECT dayname(date_time) AS "DayOfWeek", hour(date_time) AS "HourOfDay", count(*) AS "TotalTransactions"
FROM silver.online_transactions
GROUP BY 1, 2
