-- grain: a
SELECT 1 AS a
