WITH "answer" AS (
  SELECT "customers"."city" AS "d0", coalesce(CAST(sum("orders"."_x0") AS DECIMAL(38,2)), CAST('0' AS DECIMAL(38,2))) AS "m0", count(CAST(1 AS BIGINT)) AS "m1"
  FROM (
    SELECT *, (amount) AS "_x0"
    FROM "silver"."orders"
  ) AS "orders"
  LEFT JOIN "silver"."customers" AS "customers" ON ("customers"."id" = "orders"."customer")
  WHERE ("orders"."kind" = 'book')
  GROUP BY "customers"."city"
) SELECT "answer"."d0" AS "city", "answer"."m0" AS "revenue", CAST(CAST(sign(CAST("answer"."m0" * 100 AS HUGEINT)) * sign(CAST("answer"."m1" AS HUGEINT)) * ((abs(CAST("answer"."m0" * 100 AS HUGEINT)) * 200 + abs(CAST("answer"."m1" AS HUGEINT)) * 1) // nullif(2 * abs(CAST("answer"."m1" AS HUGEINT)) * 1, 0)) AS DECIMAL(38,0)) * 0.0001 AS DECIMAL(18,4)) AS "aov"
FROM "answer" AS "answer"
ORDER BY "answer"."d0" ASC NULLS LAST
