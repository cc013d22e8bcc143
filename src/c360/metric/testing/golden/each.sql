WITH "answer" AS (
  SELECT "d0" AS "d0", count(CASE WHEN ("v" >= CAST('2' AS DECIMAL(38,0))) THEN "v" ELSE CAST(NULL AS BIGINT) END) AS "m0"
  FROM (
    SELECT "d0" AS "d0", "m0" AS "v"
    FROM (
      SELECT CASE WHEN (CASE WHEN (NOT ("customers"."id" IS NULL)) THEN coalesce("customers_spent_band"."v", CAST('0' AS DECIMAL(38,2))) ELSE CAST(NULL AS DECIMAL(38,2)) END IS NULL) THEN CAST(NULL AS BIGINT) WHEN (CASE WHEN (NOT ("customers"."id" IS NULL)) THEN coalesce("customers_spent_band"."v", CAST('0' AS DECIMAL(38,2))) ELSE CAST(NULL AS DECIMAL(38,2)) END < CAST('1' AS DECIMAL(38,0))) THEN CAST(0 AS BIGINT) WHEN (CASE WHEN (NOT ("customers"."id" IS NULL)) THEN coalesce("customers_spent_band"."v", CAST('0' AS DECIMAL(38,2))) ELSE CAST(NULL AS DECIMAL(38,2)) END < CAST('10' AS DECIMAL(38,0))) THEN CAST(1 AS BIGINT) WHEN (CASE WHEN (NOT ("customers"."id" IS NULL)) THEN coalesce("customers_spent_band"."v", CAST('0' AS DECIMAL(38,2))) ELSE CAST(NULL AS DECIMAL(38,2)) END < CAST('30' AS DECIMAL(38,0))) THEN CAST(2 AS BIGINT) ELSE CAST(3 AS BIGINT) END AS "d0", "customers"."id" AS "d1", count(CAST(1 AS BIGINT)) AS "m0"
      FROM "silver"."orders" AS "orders"
      LEFT JOIN "silver"."customers" AS "customers" ON ("customers"."id" = "orders"."customer")
      LEFT JOIN (
        SELECT "d0" AS "k0", "m0" AS "v"
        FROM (
          SELECT "customers"."id" AS "d0", coalesce(CAST(sum("orders"."_x0") AS DECIMAL(38,2)), CAST('0' AS DECIMAL(38,2))) AS "m0"
          FROM (
            SELECT *, (amount) AS "_x0"
            FROM "silver"."orders"
          ) AS "orders"
          LEFT JOIN "silver"."customers" AS "customers" ON ("customers"."id" = "orders"."customer")
          GROUP BY "customers"."id"
        ) AS "of_each"
      ) AS "customers_spent_band" ON ("customers_spent_band"."k0" = "customers"."id")
      GROUP BY CASE WHEN (CASE WHEN (NOT ("customers"."id" IS NULL)) THEN coalesce("customers_spent_band"."v", CAST('0' AS DECIMAL(38,2))) ELSE CAST(NULL AS DECIMAL(38,2)) END IS NULL) THEN CAST(NULL AS BIGINT) WHEN (CASE WHEN (NOT ("customers"."id" IS NULL)) THEN coalesce("customers_spent_band"."v", CAST('0' AS DECIMAL(38,2))) ELSE CAST(NULL AS DECIMAL(38,2)) END < CAST('1' AS DECIMAL(38,0))) THEN CAST(0 AS BIGINT) WHEN (CASE WHEN (NOT ("customers"."id" IS NULL)) THEN coalesce("customers_spent_band"."v", CAST('0' AS DECIMAL(38,2))) ELSE CAST(NULL AS DECIMAL(38,2)) END < CAST('10' AS DECIMAL(38,0))) THEN CAST(1 AS BIGINT) WHEN (CASE WHEN (NOT ("customers"."id" IS NULL)) THEN coalesce("customers_spent_band"."v", CAST('0' AS DECIMAL(38,2))) ELSE CAST(NULL AS DECIMAL(38,2)) END < CAST('30' AS DECIMAL(38,0))) THEN CAST(2 AS BIGINT) ELSE CAST(3 AS BIGINT) END, "customers"."id"
    ) AS "parts"
    WHERE (NOT ("d1" IS NULL))
  ) AS "each_customers"
  GROUP BY "d0"
) SELECT CASE WHEN ("answer"."d0" = CAST(0 AS BIGINT)) THEN 'under 1' WHEN ("answer"."d0" = CAST(1 AS BIGINT)) THEN '1 to under 10' WHEN ("answer"."d0" = CAST(2 AS BIGINT)) THEN '10 to under 30' WHEN ("answer"."d0" = CAST(3 AS BIGINT)) THEN '30 and more' ELSE CAST(NULL AS VARCHAR) END AS "spent_band", "answer"."m0" AS "repeaters"
FROM "answer" AS "answer"
ORDER BY "answer"."d0" ASC NULLS LAST
