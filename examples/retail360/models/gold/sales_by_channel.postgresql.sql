-- Completed sales and their revenue, by channel.
SELECT channel, count(*) AS sales, sum(amount)::numeric(38, 2) AS revenue
FROM fact_sales
WHERE is_revenue
GROUP BY channel
