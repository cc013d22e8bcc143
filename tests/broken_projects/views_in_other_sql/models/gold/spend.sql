-- materialize: view
SELECT 1 AS a
