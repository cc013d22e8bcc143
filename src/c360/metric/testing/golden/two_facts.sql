WITH "answer" AS (
  SELECT "d0" AS "d0", coalesce(max("m0"), CAST(0 AS BIGINT)) AS "m0", coalesce(max("m1"), CAST(0 AS BIGINT)) AS "m1"
  FROM (
    (
      SELECT "d0" AS "d0", "m0" AS "m0", CAST(NULL AS BIGINT) AS "m1"
      FROM (
        SELECT CAST(date_trunc('month', "orders"."day") AS DATE) AS "d0", count(CAST(1 AS BIGINT)) AS "m0"
        FROM "silver"."orders" AS "orders"
        GROUP BY CAST(date_trunc('month', "orders"."day") AS DATE)
      ) AS "from_orders"
    )
    UNION ALL (
      SELECT "d0" AS "d0", CAST(NULL AS BIGINT) AS "m0", "m1" AS "m1"
      FROM (
        SELECT CAST(date_trunc('month', "tickets"."day") AS DATE) AS "d0", count(CAST(1 AS BIGINT)) AS "m1"
        FROM "silver"."tickets" AS "tickets"
        GROUP BY CAST(date_trunc('month', "tickets"."day") AS DATE)
      ) AS "from_tickets"
    )
  ) AS "facts"
  GROUP BY "d0"
) SELECT "answer"."d0" AS "month", "answer"."m0" AS "orders", "answer"."m1" AS "tickets"
FROM "answer" AS "answer"
ORDER BY "answer"."d0" ASC NULLS LAST
