WITH "answer" AS (
  SELECT CAST(date_trunc('month', "orders"."day") AS DATE) AS "d0", coalesce(CAST(sum("orders"."_x0") AS DECIMAL(38,2)), CAST('0' AS DECIMAL(38,2))) AS "m0"
  FROM (
    SELECT *, (amount) AS "_x0"
    FROM "silver"."orders"
  ) AS "orders"
  GROUP BY CAST(date_trunc('month', "orders"."day") AS DATE)
),
"periods" AS (
  SELECT CAST(unnest(generate_series("first", "last", INTERVAL 1 month)) AS DATE) AS "d0"
  FROM (
    SELECT min("d0") AS "first", max("d0") AS "last"
    FROM "answer"
  ) AS "bounds"
),
"dense" AS (
  (
    SELECT "periods"."d0" AS "d0", coalesce("answer"."m0", CAST('0' AS DECIMAL(38,2))) AS "m0"
    FROM "periods"
    LEFT JOIN "answer" ON ("answer"."d0" = "periods"."d0")
  )
  UNION ALL (
    SELECT "d0" AS "d0", "m0" AS "m0"
    FROM "answer"
    WHERE ("d0" IS NULL)
  )
),
"moved" AS (
  SELECT *, CAST(sum("m0") OVER (PARTITION BY ("d0" IS NULL) ORDER BY "d0" ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS DECIMAL(38,2)) AS "w0_m0"
  FROM "dense"
) SELECT "answer"."d0" AS "month", CAST(CAST(sign(CAST((CAST("answer"."m0" AS DECIMAL(38,2)) - CAST("previous"."m0" AS DECIMAL(38,2))) * 100 AS HUGEINT)) * sign(CAST(CASE WHEN ("previous"."m0" < CAST('0' AS DECIMAL(38,2))) THEN (CAST('0' AS DECIMAL(38,2)) - CAST("previous"."m0" AS DECIMAL(38,2))) ELSE CAST("previous"."m0" AS DECIMAL(38,2)) END * 100 AS HUGEINT)) * ((abs(CAST((CAST("answer"."m0" AS DECIMAL(38,2)) - CAST("previous"."m0" AS DECIMAL(38,2))) * 100 AS HUGEINT)) * 2000000 + abs(CAST(CASE WHEN ("previous"."m0" < CAST('0' AS DECIMAL(38,2))) THEN (CAST('0' AS DECIMAL(38,2)) - CAST("previous"."m0" AS DECIMAL(38,2))) ELSE CAST("previous"."m0" AS DECIMAL(38,2)) END * 100 AS HUGEINT)) * 1) // nullif(2 * abs(CAST(CASE WHEN ("previous"."m0" < CAST('0' AS DECIMAL(38,2))) THEN (CAST('0' AS DECIMAL(38,2)) - CAST("previous"."m0" AS DECIMAL(38,2))) ELSE CAST("previous"."m0" AS DECIMAL(38,2)) END * 100 AS HUGEINT)) * 1, 0)) AS DECIMAL(38,0)) * 0.000001 AS DECIMAL(18,6)) AS "growth", "answer"."w0_m0" AS "two_months"
FROM "moved" AS "answer"
LEFT JOIN "moved" AS "previous" ON ("previous"."d0" = CAST("answer"."d0" + INTERVAL (-1) month AS DATE))
WHERE ("answer"."d0" >= CAST('2024-01-01' AS DATE))
ORDER BY "answer"."d0" ASC NULLS LAST
