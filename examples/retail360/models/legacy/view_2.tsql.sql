-- Customer segments as they were published: wrong, since a rank of 0.9 from the top is the worst tenth.
WITH sold AS (
  SELECT customer_id, amount FROM online_transactions
  UNION ALL SELECT customer_id, amount FROM in_store_transactions
), spent AS (
  SELECT customer_id, SUM(amount) AS total_spend, COUNT_BIG(*) AS purchases FROM sold GROUP BY customer_id
), numbered AS (
  SELECT customer_id, tier_level,
         ROW_NUMBER() OVER (PARTITION BY customer_id
                            ORDER BY CASE tier_level WHEN N'Platinum' THEN 1 WHEN N'Gold' THEN 2 WHEN N'Silver' THEN 3
                                     WHEN N'Bronze' THEN 4 ELSE 5 END,
                                     tier_level COLLATE Latin1_General_100_BIN2) AS place
  FROM loyalty_accounts
), ranked AS (
  SELECT customer.customer_id, CAST(COALESCE(spent.total_spend, 0) AS decimal(38, 2)) AS total_spend,
         COALESCE(spent.purchases, 0) AS purchases, tier.tier_level,
         PERCENT_RANK() OVER (ORDER BY spent.total_spend DESC) AS rank_by_spend
  FROM customers AS customer
  LEFT JOIN spent ON spent.customer_id = customer.customer_id
  LEFT JOIN numbered AS tier ON tier.customer_id = customer.customer_id AND tier.place = 1
)
SELECT customer_id AS "CustomerID", total_spend AS "TotalSpend", purchases AS "TotalPurchaseFrequency",
       tier_level AS "TierLevel",
       CASE WHEN rank_by_spend >= 0.9 THEN N'High-Value Customer'
            WHEN purchases = 1 THEN N'One-Time Buyer'
            WHEN tier_level IS NOT NULL THEN N'Loyalty Champion'
            ELSE N'Regular Customer' END AS "Segment"
FROM ranked
