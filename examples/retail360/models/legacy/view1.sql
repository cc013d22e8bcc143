-- materialize: view
-- Average order value as it was published: wrong. It joins in-store to online sales on the customer alone, so that
-- every pair of the two counts as an order and each amount is added once per pair; failed and pending orders count too.
-- Right is gold.average_order_value, where a Completed sale counts once.
SELECT count(online.order_id) AS total_orders, product.category AS "Category", store.location AS "Location",
       sum(in_store.amount + online.amount) AS total_amount
FROM silver.in_store_transactions AS in_store
JOIN silver.online_transactions AS online ON online.customer_id = in_store.customer_id
JOIN silver.products AS product ON product.product_id = online.product_id
JOIN silver.stores AS store ON store.store_id = in_store.store_id
GROUP BY product.category, store.location
