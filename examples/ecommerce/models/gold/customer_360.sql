-- grain: customer_id
-- references: customer_id -> silver.customers.customer_id
-- Everything known of a customer, one row each, also of those who never ordered. favourite_category is the one with the
-- most orders, then the most revenue, then the first by name. A ticket is open until it is Resolved or Closed. last_seen
-- is the latest registration, order, payment or ticket (web sessions carry no date).
WITH by_category AS (
  SELECT customer_id, product_category, count(*) AS orders, sum(order_amount) AS revenue
  FROM silver.orders
  GROUP BY customer_id, product_category
), favourite AS (
  SELECT customer_id, product_category AS favourite_category
  FROM by_category
  QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY orders DESC, revenue DESC, product_category) = 1
), paying AS (
  SELECT placed.customer_id, count(*) AS payments, max(payment.payment_date) AS last_payment,
         count(*) FILTER (WHERE payment.payment_status = 'Failed') AS failed_payments
  FROM silver.payments AS payment JOIN silver.orders AS placed ON placed.order_id = payment.order_id
  GROUP BY placed.customer_id
), asking AS (
  SELECT customer_id, count(*) AS tickets, max(created_date) AS last_ticket,
         count(*) FILTER (WHERE resolution_status NOT IN ('Resolved', 'Closed')) AS open_tickets
  FROM silver.support_tickets
  GROUP BY customer_id
), browsing AS (
  SELECT customer_id, count(*) AS sessions, sum(session_duration)::bigint AS session_seconds
  FROM silver.web_activity
  GROUP BY customer_id
)
SELECT customer.customer_id, customer.name, customer.email, customer.location, customer.registration_date,
       coalesce(bought.orders, 0) AS orders, coalesce(bought.revenue, 0)::decimal(38, 2) AS revenue,
       bought.average_order_value, bought.first_order, bought.last_order, favourite.favourite_category,
       coalesce(paying.payments, 0) AS payments, coalesce(paying.failed_payments, 0) AS failed_payments,
       coalesce(asking.tickets, 0) AS tickets, coalesce(asking.open_tickets, 0) AS open_tickets,
       coalesce(browsing.sessions, 0) AS sessions, coalesce(browsing.session_seconds, 0) AS session_seconds,
       greatest(customer.registration_date, bought.last_order, paying.last_payment, asking.last_ticket) AS last_seen
FROM silver.customers AS customer
LEFT JOIN gold.customer_lifetime_value AS bought ON bought.customer_id = customer.customer_id
LEFT JOIN favourite ON favourite.customer_id = customer.customer_id
LEFT JOIN paying ON paying.customer_id = customer.customer_id
LEFT JOIN asking ON asking.customer_id = customer.customer_id
LEFT JOIN browsing ON browsing.customer_id = customer.customer_id
