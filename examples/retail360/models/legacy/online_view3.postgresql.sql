-- Peak times online as they were published: wrong, because failed and pending orders count.
SELECT to_char(date_time, 'FMDay') AS "DayOfWeek", extract(hour FROM date_time)::bigint AS "HourOfDay",
       count(*) AS "TotalTransactions"
FROM online_transactions
GROUP BY 1, 2
