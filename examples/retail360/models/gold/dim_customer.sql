-- grain: customer_id
-- Customers, with the best tier and the points of all their loyalty accounts; both are empty without an account.
WITH member AS (
  SELECT customer_id, count(*) AS accounts, sum(points_earned)::bigint AS points, min(join_date) AS member_since,
         min(CASE tier_level WHEN 'Platinum' THEN 1 WHEN 'Gold' THEN 2 WHEN 'Silver' THEN 3 WHEN 'Bronze' THEN 4
             ELSE 5 END) AS tier
  FROM silver.loyalty_accounts
  GROUP BY customer_id
)
SELECT customer.customer_id, customer.name, customer.email, customer.address,
       coalesce(member.accounts, 0) AS loyalty_accounts, member.points AS loyalty_points, member.member_since,
       CASE member.tier WHEN 1 THEN 'Platinum' WHEN 2 THEN 'Gold' WHEN 3 THEN 'Silver' WHEN 4 THEN 'Bronze'
         WHEN 5 THEN 'Unknown' END AS tier_level
FROM silver.customers AS customer LEFT JOIN member ON member.customer_id = customer.customer_id
