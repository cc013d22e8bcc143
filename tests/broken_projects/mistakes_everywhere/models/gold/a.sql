-- materialize: tabel
SELECT 1 AS a
