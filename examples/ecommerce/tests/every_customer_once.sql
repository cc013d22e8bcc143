-- Every silver customer has exactly one row in customer_360, and nobody else does.
SELECT coalesce(known.customer_id, seen.customer_id) AS customer_id, count(*) AS times
FROM silver.customers AS known FULL JOIN gold.customer_360 AS seen ON seen.customer_id = known.customer_id
GROUP BY 1
HAVING count(*) <> 1 OR count(known.customer_id) <> 1 OR count(seen.customer_id) <> 1
