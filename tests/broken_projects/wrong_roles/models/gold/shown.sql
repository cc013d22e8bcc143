-- materialize: view
SELECT * FROM silver.orders
