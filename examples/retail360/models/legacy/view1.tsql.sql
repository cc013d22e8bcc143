-- Average order value as it was published: wrong, since every pair of an in-store and an online sale of one customer
-- counts as an order.
SELECT COUNT_BIG(online_sale.order_id) AS total_orders, product.category AS "Category", store.location AS "Location",
       CAST(SUM(in_store.amount + online_sale.amount) AS decimal(38, 2)) AS total_amount
FROM in_store_transactions AS in_store
JOIN online_transactions AS online_sale ON online_sale.customer_id = in_store.customer_id
JOIN products AS product ON product.product_id = online_sale.product_id
JOIN stores AS store ON store.store_id = in_store.store_id
GROUP BY product.category, store.location
