-- No customer of another segment spends more than any High-Value Customer.
SELECT customer_id, total_spend, segment
FROM gold.customer_segments
WHERE segment <> 'High-Value Customer'
  AND total_spend > (SELECT min(total_spend) FROM gold.customer_segments WHERE segment = 'High-Value Customer')
