-- grain: product_id
-- Products that are sold online.
SELECT product_id, name, category, price
FROM silver.products
