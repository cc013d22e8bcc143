-- Each customer's segment, by what they completed.
WITH spent AS (
  SELECT customer_id, sum(amount) AS total_spend, count(*) AS purchases
  FROM fact_sales
  WHERE is_revenue
  GROUP BY customer_id
), ranked AS (
  SELECT customer.customer_id, coalesce(spent.total_spend, 0)::numeric(38, 2) AS total_spend,
         coalesce(spent.purchases, 0) AS purchases, customer.tier_level,
         percent_rank() OVER (ORDER BY spent.total_spend DESC NULLS LAST) AS rank_by_spend
  FROM dim_customer AS customer LEFT JOIN spent ON spent.customer_id = customer.customer_id
)
SELECT customer_id, total_spend, purchases, tier_level,
       CASE WHEN total_spend > 0 AND rank_by_spend <= 0.1 THEN 'High-Value Customer'
            WHEN purchases = 1 THEN 'One-Time Buyer'
            WHEN tier_level IS NOT NULL THEN 'Loyalty Champion'
            ELSE 'Regular Customer' END AS segment
FROM ranked
