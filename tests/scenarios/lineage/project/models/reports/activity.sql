-- Orders and visits of all customers, wrong on purpose: they are joined to each other.
WITH both_sides AS (
  SELECT placed.order_id, placed.amount, visit.visit_id
  FROM silver.orders AS placed
  JOIN silver.visits AS visit ON visit.customer_id = placed.customer_id
)
SELECT sum(amount) AS revenue, count(DISTINCT order_id) AS orders, count(DISTINCT visit_id) AS visits
FROM both_sides
