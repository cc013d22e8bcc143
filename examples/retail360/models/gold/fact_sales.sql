-- grain: channel, sale_id
-- references: customer_id -> silver.customers.customer_id, product_id -> silver.products.product_id, store_id -> silver.stores.store_id
-- Every sale of both channels, once. Online sales have a product and no store, in-store sales a store and no product.
-- Only Completed sales are revenue; a sale in a store is completed on the spot.
SELECT order_id AS sale_id, 'Online' AS channel, customer_id, product_id, NULL::bigint AS store_id,
       date_time AS sold_at, amount, payment_method, status, status = 'Completed' AS is_revenue
FROM silver.online_transactions
UNION ALL
SELECT transaction_id, 'In-store', customer_id, NULL, store_id, date_time, amount, payment_method, 'Completed', true
FROM silver.in_store_transactions
