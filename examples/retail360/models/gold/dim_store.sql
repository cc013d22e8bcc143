-- grain: store_id
-- Stores.
SELECT store_id, location, manager, open_hours
FROM silver.stores
