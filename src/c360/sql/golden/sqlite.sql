CREATE TABLE main."regions" ("code" text NOT NULL, "title" text, CONSTRAINT "regions_pkey" PRIMARY KEY ("code"))
GO
INSERT INTO main."regions" ("code", "title") VALUES (?, ?)
GO
CREATE TEMPORARY TABLE "c360_all_0" ("code" text, "title" text, UNIQUE ("code"))
GO
INSERT INTO temp."c360_all_0" ("code", "title") VALUES (?, ?)
GO
CREATE TEMPORARY TABLE "c360_load" AS SELECT t."code", t."title" FROM main."regions" AS t WHERE 0
GO
SELECT COUNT(*) FROM (SELECT COUNT(*) AS n FROM temp."c360_all_0" GROUP BY "code" HAVING COUNT(*) > 1) AS repeated
GO
INSERT INTO main."regions" ("code", "title") SELECT s."code", s."title" FROM temp."c360_all_0" AS s WHERE NOT EXISTS (SELECT 1 FROM main."regions" AS t WHERE t."code" = s."code")
GO
UPDATE main."regions" AS t SET "title" = s."title" FROM temp."c360_all_0" AS s WHERE t."code" = s."code"
GO
UPDATE main."regions" AS t SET "title" = s."title" FROM temp."c360_all_0" AS s WHERE t."code" = s."code" AND (t."title" IS NOT s."title")
GO
DELETE FROM main."regions" AS t WHERE EXISTS (SELECT 1 FROM temp."c360_all_0" AS s WHERE t."code" = s."code")
GO
DELETE FROM main."regions" AS t WHERE NOT EXISTS (SELECT 1 FROM temp."c360_all_0" AS s WHERE t."code" = s."code")
GO
DELETE FROM main."regions"
GO
SELECT COUNT(*) FROM main."regions"
GO
SELECT t."code", t."title" FROM main."regions" AS t
GO
UPDATE main."regions" SET "code" = ?, "title" = ?
GO
DELETE FROM main."regions" WHERE "code" = ?
GO
UPDATE main."regions" SET "code" = "code"
GO
CREATE TABLE main."order" ("id" integer NOT NULL, "region" text, "a]b""c" text, "note" text, "essay" text, "pieces" integer, "grade" integer, "tiny" integer, "amount" text NOT NULL, "weight" real, "ratio" real, "paid" integer, "day" text, "at" text, "local" text, "scan" blob, "tags" text, CONSTRAINT "order_pkey" PRIMARY KEY ("id"), CONSTRAINT "order_region_fkey" FOREIGN KEY ("region") REFERENCES "regions" ("code") DEFERRABLE INITIALLY DEFERRED)
GO
INSERT INTO main."order" ("id", "region", "a]b""c", "note", "essay", "pieces", "grade", "tiny", "amount", "weight", "ratio", "paid", "day", "at", "local", "scan", "tags") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
GO
CREATE INDEX main."order_region_idx" ON "order" ("region")
GO
CREATE TEMPORARY TABLE "c360_all_0" ("id" integer, "region" text, "a]b""c" text, "note" text, "essay" text, "pieces" integer, "grade" integer, "tiny" integer, "amount" text, "weight" real, "ratio" real, "paid" integer, "day" text, "at" text, "local" text, "scan" blob, "tags" text, UNIQUE ("id"))
GO
INSERT INTO temp."c360_all_0" ("id", "region", "a]b""c", "note", "essay", "pieces", "grade", "tiny", "amount", "weight", "ratio", "paid", "day", "at", "local", "scan", "tags") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
GO
CREATE TEMPORARY TABLE "c360_load" AS SELECT t."id", t."region", t."a]b""c", t."note", t."essay", t."pieces", t."grade", t."tiny", t."amount", t."weight", t."ratio", t."paid", t."day", t."at", t."local", t."scan", t."tags" FROM main."order" AS t WHERE 0
GO
SELECT COUNT(*) FROM (SELECT COUNT(*) AS n FROM temp."c360_all_0" GROUP BY "id" HAVING COUNT(*) > 1) AS repeated
GO
INSERT INTO main."order" ("id", "region", "a]b""c", "note", "essay", "pieces", "grade", "tiny", "amount", "weight", "ratio", "paid", "day", "at", "local", "scan", "tags") SELECT s."id", s."region", s."a]b""c", s."note", s."essay", s."pieces", s."grade", s."tiny", s."amount", s."weight", s."ratio", s."paid", s."day", s."at", s."local", s."scan", s."tags" FROM temp."c360_all_0" AS s WHERE NOT EXISTS (SELECT 1 FROM main."order" AS t WHERE t."id" = s."id")
GO
UPDATE main."order" AS t SET "region" = s."region", "a]b""c" = s."a]b""c", "note" = s."note", "essay" = s."essay", "pieces" = s."pieces", "grade" = s."grade", "tiny" = s."tiny", "amount" = s."amount", "weight" = s."weight", "ratio" = s."ratio", "paid" = s."paid", "day" = s."day", "at" = s."at", "local" = s."local", "scan" = s."scan", "tags" = s."tags" FROM temp."c360_all_0" AS s WHERE t."id" = s."id"
GO
UPDATE main."order" AS t SET "region" = s."region", "a]b""c" = s."a]b""c", "note" = s."note", "essay" = s."essay", "pieces" = s."pieces", "grade" = s."grade", "tiny" = s."tiny", "amount" = s."amount", "weight" = s."weight", "ratio" = s."ratio", "paid" = s."paid", "day" = s."day", "at" = s."at", "local" = s."local", "scan" = s."scan", "tags" = s."tags" FROM temp."c360_all_0" AS s WHERE t."id" = s."id" AND (t."region" IS NOT s."region" OR t."a]b""c" IS NOT s."a]b""c" OR t."note" IS NOT s."note" OR t."essay" IS NOT s."essay" OR t."pieces" IS NOT s."pieces" OR t."grade" IS NOT s."grade" OR t."tiny" IS NOT s."tiny" OR t."amount" IS NOT s."amount" OR t."weight" IS NOT s."weight" OR t."ratio" IS NOT s."ratio" OR t."paid" IS NOT s."paid" OR t."day" IS NOT s."day" OR t."at" IS NOT s."at" OR t."local" IS NOT s."local" OR t."scan" IS NOT s."scan" OR t."tags" IS NOT s."tags")
GO
DELETE FROM main."order" AS t WHERE EXISTS (SELECT 1 FROM temp."c360_all_0" AS s WHERE t."id" = s."id")
GO
DELETE FROM main."order" AS t WHERE NOT EXISTS (SELECT 1 FROM temp."c360_all_0" AS s WHERE t."id" = s."id")
GO
DELETE FROM main."order"
GO
SELECT COUNT(*) FROM main."order"
GO
SELECT t."id", t."region", t."a]b""c", t."note", t."essay", t."pieces", t."grade", t."tiny", t."amount", t."weight", t."ratio", t."paid", t."day", t."at", t."local", t."scan", t."tags" FROM main."order" AS t
GO
UPDATE main."order" SET "id" = ?, "region" = ?, "a]b""c" = ?, "note" = ?, "essay" = ?, "pieces" = ?, "grade" = ?, "tiny" = ?, "amount" = ?, "weight" = ?, "ratio" = ?, "paid" = ?, "day" = ?, "at" = ?, "local" = ?, "scan" = ?, "tags" = ?
GO
DELETE FROM main."order" WHERE "id" = ?
GO
UPDATE main."order" SET "id" = "id"
GO
CREATE TABLE main."totals" ("month" text, "code" text, "revenue" text)
GO
INSERT INTO main."totals" ("month", "code", "revenue") VALUES (?, ?, ?)
GO
CREATE UNIQUE INDEX main."totals_key" ON "totals" ("month", "code")
GO
CREATE TEMPORARY TABLE "c360_all_0" ("month" text, "code" text, "revenue" text, UNIQUE ("month", "code"))
GO
INSERT INTO temp."c360_all_0" ("month", "code", "revenue") VALUES (?, ?, ?)
GO
CREATE TEMPORARY TABLE "c360_load" AS SELECT t."month", t."code", t."revenue" FROM main."totals" AS t WHERE 0
GO
SELECT COUNT(*) FROM (SELECT COUNT(*) AS n FROM temp."c360_all_0" GROUP BY "month", "code" HAVING COUNT(*) > 1) AS repeated
GO
INSERT INTO main."totals" ("month", "code", "revenue") SELECT s."month", s."code", s."revenue" FROM temp."c360_all_0" AS s WHERE NOT EXISTS (SELECT 1 FROM main."totals" AS t WHERE t."month" IS s."month" AND t."code" IS s."code")
GO
UPDATE main."totals" AS t SET "revenue" = s."revenue" FROM temp."c360_all_0" AS s WHERE t."month" IS s."month" AND t."code" IS s."code"
GO
UPDATE main."totals" AS t SET "revenue" = s."revenue" FROM temp."c360_all_0" AS s WHERE t."month" IS s."month" AND t."code" IS s."code" AND (t."revenue" IS NOT s."revenue")
GO
DELETE FROM main."totals" AS t WHERE EXISTS (SELECT 1 FROM temp."c360_all_0" AS s WHERE t."month" IS s."month" AND t."code" IS s."code")
GO
DELETE FROM main."totals" AS t WHERE NOT EXISTS (SELECT 1 FROM temp."c360_all_0" AS s WHERE t."month" IS s."month" AND t."code" IS s."code")
GO
DELETE FROM main."totals"
GO
SELECT COUNT(*) FROM main."totals"
GO
SELECT t."month", t."code", t."revenue" FROM main."totals" AS t
GO
UPDATE main."totals" SET "month" = ?, "code" = ?, "revenue" = ?
GO
DELETE FROM main."totals" WHERE "month" = ? AND "code" = ?
GO
UPDATE main."totals" SET "month" = "month"
GO
DROP INDEX "order_region_idx"
GO
CREATE VIEW main."everything" AS
SELECT 1 AS a
GO
SELECT * FROM main."everything" WHERE 1 = 0
GO
DROP VIEW main."everything"
GO
DROP TABLE main."order"
GO
