-- fact_sales has each silver sale of both channels once, with its amount.
WITH counted AS (
  SELECT channel, count(*) AS sales, sum(amount) AS amount FROM gold.fact_sales GROUP BY channel
  EXCEPT (
    SELECT 'Online', count(*), sum(amount) FROM silver.online_transactions
    UNION ALL SELECT 'In-store', count(*), sum(amount) FROM silver.in_store_transactions
  )
)
SELECT channel, sales, amount
FROM counted
