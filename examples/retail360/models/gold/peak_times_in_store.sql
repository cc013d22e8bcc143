-- grain: day_of_week, hour_of_day
-- materialize: view
-- Completed In-store sales by day of the week and hour of the day.
SELECT dayname(local_time(sold_at)) AS day_of_week, hour(local_time(sold_at)) AS hour_of_day,
       count(*) AS total_transactions
FROM gold.fact_sales
WHERE channel = 'In-store' AND is_revenue
GROUP BY 1, 2
