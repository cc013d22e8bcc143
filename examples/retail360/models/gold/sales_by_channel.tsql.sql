-- Completed sales and their revenue, by channel.
SELECT channel, COUNT_BIG(*) AS sales, CAST(SUM(amount) AS decimal(38, 2)) AS revenue
FROM fact_sales
WHERE is_revenue = 1
GROUP BY channel
