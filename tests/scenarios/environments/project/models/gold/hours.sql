-- materialize: view
-- Orders by local day and hour, and the first day of that week.
SELECT local_time(ordered_at)::date AS day, hour(local_time(ordered_at)) AS hour, week_of(ordered_at) AS week,
       weekday_of(ordered_at) AS day_of_week, count(*) AS orders
FROM silver.orders
GROUP BY ALL
