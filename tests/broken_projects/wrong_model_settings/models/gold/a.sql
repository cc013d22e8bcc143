-- materialise: table
-- grains: a
SELECT 1 AS a
