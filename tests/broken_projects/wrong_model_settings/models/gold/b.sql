-- materialize: delta
-- grain: a
-- grain: b
SELECT 1 AS a, 2 AS b
