-- Joins multiply nothing: orders, payments, tickets and sessions of all customers add up to the silver rows.
WITH totals AS (
  SELECT coalesce(sum(orders), 0) AS orders, coalesce(sum(payments), 0) AS payments,
         coalesce(sum(tickets), 0) AS tickets, coalesce(sum(sessions), 0) AS sessions
  FROM gold.customer_360
)
SELECT *
FROM totals
WHERE orders <> (SELECT count(*) FROM silver.orders)
   OR payments <> (SELECT count(*) FROM silver.payments)
   OR tickets <> (SELECT count(*) FROM silver.support_tickets)
   OR sessions <> (SELECT count(*) FROM silver.web_activity)
