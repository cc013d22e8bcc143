SELECT 1 AS a
-- ÿ
