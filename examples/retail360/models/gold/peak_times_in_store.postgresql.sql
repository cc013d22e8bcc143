-- Completed In-store sales by day of the week and hour of the day.
-- sold_at has no zone: it is a wall clock already.
SELECT to_char(sold_at, 'FMDay') AS day_of_week, extract(hour FROM sold_at)::bigint AS hour_of_day,
       count(*) AS total_transactions
FROM fact_sales
WHERE channel = 'In-store' AND is_revenue
GROUP BY 1, 2
