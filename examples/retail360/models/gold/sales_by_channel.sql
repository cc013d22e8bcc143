-- grain: channel
-- materialize: view
-- Completed sales and their revenue, by channel.
SELECT channel, count(*) AS sales, sum(amount) AS revenue
FROM gold.fact_sales
WHERE is_revenue
GROUP BY channel
