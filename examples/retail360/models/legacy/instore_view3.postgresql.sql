-- Peak times in stores as they were published.
SELECT to_char(date_time, 'FMDay') AS "DayOfWeek", extract(hour FROM date_time)::bigint AS "HourOfDay",
       count(*) AS "TotalTransactions"
FROM in_store_transactions
GROUP BY 1, 2
