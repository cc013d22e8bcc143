-- grain: DayOfWeek, HourOfDay
-- materialize: view
-- Peak times in stores as they were published. The counts are right, since a sale in a store is always completed, but
-- nothing ties them to the sales that count as revenue. Use gold.peak_times_in_store.
SELECT dayname(date_time) AS "DayOfWeek", hour(date_time) AS "HourOfDay", count(*) AS "TotalTransactions"
FROM silver.in_store_transactions
GROUP BY 1, 2
