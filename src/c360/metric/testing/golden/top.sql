WITH "answer" AS (
  SELECT CASE WHEN "_kept"."kept" THEN "orders"."kind" ELSE CAST(NULL AS VARCHAR) END AS "d0", CASE WHEN "_kept"."kept" THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS "rest", coalesce(CAST(sum("orders"."_x0") AS DECIMAL(38,2)), CAST('0' AS DECIMAL(38,2))) AS "m0"
  FROM (
    SELECT *, (amount) AS "_x0"
    FROM "silver"."orders"
  ) AS "orders"
  LEFT JOIN (
    SELECT "d0" AS "v", TRUE AS "kept"
    FROM (
      SELECT "orders"."kind" AS "d0", coalesce(CAST(sum("orders"."_x0") AS DECIMAL(38,2)), CAST('0' AS DECIMAL(38,2))) AS "m0"
      FROM (
        SELECT *, (amount) AS "_x0"
        FROM "silver"."orders"
      ) AS "orders"
      GROUP BY "orders"."kind"
    ) AS "greatest"
    ORDER BY "m0" DESC NULLS LAST, "d0" ASC NULLS LAST
    LIMIT 2
  ) AS "_kept" ON ("orders"."kind" IS NOT DISTINCT FROM "_kept"."v")
  GROUP BY CASE WHEN "_kept"."kept" THEN "orders"."kind" ELSE CAST(NULL AS VARCHAR) END, CASE WHEN "_kept"."kept" THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END
),
"total0" AS (
  SELECT coalesce(CAST(sum("orders"."_x0") AS DECIMAL(38,2)), CAST('0' AS DECIMAL(38,2))) AS "m0"
  FROM (
    SELECT *, (amount) AS "_x0"
    FROM "silver"."orders"
  ) AS "orders"
) SELECT CASE WHEN ("answer"."rest" = CAST(1 AS BIGINT)) THEN 'Other' ELSE CAST("answer"."d0" AS VARCHAR) END AS "kind", CAST(CAST(sign(CAST("answer"."m0" * 100 AS HUGEINT)) * sign(CAST("total0"."m0" * 100 AS HUGEINT)) * ((abs(CAST("answer"."m0" * 100 AS HUGEINT)) * 2000000 + abs(CAST("total0"."m0" * 100 AS HUGEINT)) * 1) // nullif(2 * abs(CAST("total0"."m0" * 100 AS HUGEINT)) * 1, 0)) AS DECIMAL(38,0)) * 0.000001 AS DECIMAL(18,6)) AS "part"
FROM "answer" AS "answer"
LEFT JOIN "total0" ON TRUE
ORDER BY "answer"."rest" ASC NULLS LAST, "part" DESC NULLS LAST, "answer"."d0" ASC NULLS LAST
