-- grain: a,, b
-- references: a -> gold.b, b gold.b.a
-- references: -> gold.b.a
SELECT 1 AS a
