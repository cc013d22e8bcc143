-- Each customer's segment, by what they completed. Falling order puts those who bought nothing last by itself.
WITH spent AS (
  SELECT customer_id, SUM(amount) AS total_spend, COUNT_BIG(*) AS purchases
  FROM fact_sales
  WHERE is_revenue = 1
  GROUP BY customer_id
), ranked AS (
  SELECT customer.customer_id, CAST(COALESCE(spent.total_spend, 0) AS decimal(38, 2)) AS total_spend,
         COALESCE(spent.purchases, 0) AS purchases, customer.tier_level,
         PERCENT_RANK() OVER (ORDER BY spent.total_spend DESC) AS rank_by_spend
  FROM dim_customer AS customer LEFT JOIN spent ON spent.customer_id = customer.customer_id
)
SELECT customer_id, total_spend, purchases, tier_level,
       CASE WHEN total_spend > 0 AND rank_by_spend <= 0.1 THEN N'High-Value Customer'
            WHEN purchases = 1 THEN N'One-Time Buyer'
            WHEN tier_level IS NOT NULL THEN N'Loyalty Champion'
            ELSE N'Regular Customer' END AS segment
FROM ranked
