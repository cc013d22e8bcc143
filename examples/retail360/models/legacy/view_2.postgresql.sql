-- Customer segments as they were published: wrong, since a rank of 0.9 from the top is the worst tenth.
WITH sold AS (
  SELECT customer_id, amount FROM online_transactions
  UNION ALL SELECT customer_id, amount FROM in_store_transactions
), spent AS (
  SELECT customer_id, sum(amount) AS total_spend, count(*) AS purchases FROM sold GROUP BY customer_id
), tier AS (
  SELECT DISTINCT ON (customer_id) customer_id, tier_level
  FROM loyalty_accounts
  ORDER BY customer_id, CASE tier_level WHEN 'Platinum' THEN 1 WHEN 'Gold' THEN 2 WHEN 'Silver' THEN 3
                        WHEN 'Bronze' THEN 4 ELSE 5 END, tier_level COLLATE "C"
), ranked AS (
  SELECT customer.customer_id, coalesce(spent.total_spend, 0)::numeric(38, 2) AS total_spend,
         coalesce(spent.purchases, 0) AS purchases, tier.tier_level,
         percent_rank() OVER (ORDER BY spent.total_spend DESC NULLS LAST) AS rank_by_spend
  FROM customers AS customer
  LEFT JOIN spent ON spent.customer_id = customer.customer_id
  LEFT JOIN tier ON tier.customer_id = customer.customer_id
)
SELECT customer_id AS "CustomerID", total_spend AS "TotalSpend", purchases AS "TotalPurchaseFrequency",
       tier_level AS "TierLevel",
       CASE WHEN rank_by_spend >= 0.9 THEN 'High-Value Customer'
            WHEN purchases = 1 THEN 'One-Time Buyer'
            WHEN tier_level IS NOT NULL THEN 'Loyalty Champion'
            ELSE 'Regular Customer' END AS "Segment"
FROM ranked
