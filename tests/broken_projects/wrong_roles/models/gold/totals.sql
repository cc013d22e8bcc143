SELECT store_id, count(*) AS orders FROM silver.orders GROUP BY 1
