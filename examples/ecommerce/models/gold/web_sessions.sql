-- grain: device_type, page_visited
-- Web sessions by device and page; customers counts each once; average_duration is in seconds.
WITH seen AS (
  SELECT device_type, page_visited, count(*) AS sessions, count(DISTINCT customer_id) AS customers,
         sum(session_duration)::hugeint AS seconds
  FROM silver.web_activity
  GROUP BY device_type, page_visited
)
SELECT device_type, page_visited, sessions, customers,
       -- seconds / sessions in ten-thousandths, in whole numbers: divided once, rounded half up
       (((seconds * 20000 + sessions) // (2 * sessions))::decimal(38, 0) * 0.0001)::decimal(18, 4) AS average_duration
FROM seen
