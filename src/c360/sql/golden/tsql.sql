CREATE SCHEMA [shop]
GO
CREATE TABLE [shop].[regions] ([code] nvarchar(850) COLLATE Latin1_General_100_BIN2 NOT NULL, [title] nvarchar(80) COLLATE Latin1_General_100_BIN2 NULL)
GO
INSERT INTO [shop].[regions] ([code], [title]) VALUES (?, ?)
GO
ALTER TABLE [shop].[regions] ADD CONSTRAINT [regions_pkey] PRIMARY KEY NONCLUSTERED ([code])
GO
CREATE TABLE [#c360_all_0] ([code] nvarchar(850) COLLATE Latin1_General_100_BIN2 NULL, [title] nvarchar(80) COLLATE Latin1_General_100_BIN2 NULL)
GO
INSERT INTO [#c360_all_0] ([code], [title]) VALUES (?, ?)
GO
SELECT [code], [title] INTO [#c360_load] FROM [shop].[regions] WHERE 1 = 0 UNION ALL SELECT [code], [title] FROM [shop].[regions] WHERE 1 = 0
GO
SELECT COUNT(*) FROM (SELECT COUNT(*) AS n FROM [#c360_all_0] GROUP BY [code] HAVING COUNT(*) > 1) AS repeated
GO
INSERT INTO [shop].[regions] ([code], [title]) SELECT s.[code], s.[title] FROM [#c360_all_0] AS s WHERE NOT EXISTS (SELECT 1 FROM [shop].[regions] AS t WHERE t.[code] = s.[code])
GO
UPDATE t SET [title] = s.[title] FROM [shop].[regions] AS t JOIN [#c360_all_0] AS s ON t.[code] = s.[code]
GO
UPDATE t SET [title] = s.[title] FROM [shop].[regions] AS t JOIN [#c360_all_0] AS s ON t.[code] = s.[code] WHERE EXISTS (SELECT t.[title], DATALENGTH(t.[title]) EXCEPT SELECT s.[title], DATALENGTH(s.[title]))
GO
DELETE t FROM [shop].[regions] AS t WHERE EXISTS (SELECT 1 FROM [#c360_all_0] AS s WHERE t.[code] = s.[code])
GO
DELETE t FROM [shop].[regions] AS t WHERE NOT EXISTS (SELECT 1 FROM [#c360_all_0] AS s WHERE t.[code] = s.[code])
GO
DELETE FROM [shop].[regions]
GO
SELECT COUNT(*) FROM [shop].[regions]
GO
SELECT t.[code], t.[title] FROM [shop].[regions] AS t
GO
UPDATE [shop].[regions] SET [code] = ?, [title] = ?
GO
DELETE FROM [shop].[regions] WHERE [code] = ?
GO
UPDATE [shop].[regions] SET [code] = [code]
GO
CREATE TABLE [shop].[order] ([id] bigint NOT NULL, [region] nvarchar(850) COLLATE Latin1_General_100_BIN2 NULL, [a]]b"c] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL, [note] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL, [essay] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL, [pieces] int NULL, [grade] smallint NULL, [tiny] smallint NULL, [amount] decimal(12,2) NOT NULL, [weight] float NULL, [ratio] real NULL, [paid] bit NULL, [day] date NULL, [at] datetimeoffset(6) NULL, [local] datetime2(6) NULL, [scan] varbinary(max) NULL, [tags] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL)
GO
INSERT INTO [shop].[order] ([id], [region], [a]]b"c], [note], [essay], [pieces], [grade], [tiny], [amount], [weight], [ratio], [paid], [day], [at], [local], [scan], [tags]) VALUES (CAST(? AS bigint), ?, ?, ?, ?, CAST(? AS int), CAST(? AS smallint), CAST(? AS smallint), CAST(? AS decimal(12,2)), CAST(? AS float), CAST(? AS real), CAST(? AS bit), CAST(? AS date), CAST(? AS datetimeoffset(6)), CAST(? AS datetime2(6)), ?, ?)
GO
ALTER TABLE [shop].[order] ADD CONSTRAINT [order_pkey] PRIMARY KEY ([id])
GO
CREATE INDEX [order_region_idx] ON [shop].[order] ([region])
GO
ALTER TABLE [shop].[order] ADD CONSTRAINT [order_region_fkey] FOREIGN KEY ([region]) REFERENCES [shop].[regions] ([code])
GO
CREATE TABLE [#c360_all_0] ([id] bigint NULL, [region] nvarchar(850) COLLATE Latin1_General_100_BIN2 NULL, [a]]b"c] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL, [note] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL, [essay] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL, [pieces] int NULL, [grade] smallint NULL, [tiny] smallint NULL, [amount] decimal(12,2) NULL, [weight] float NULL, [ratio] real NULL, [paid] bit NULL, [day] date NULL, [at] datetimeoffset(6) NULL, [local] datetime2(6) NULL, [scan] varbinary(max) NULL, [tags] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL)
GO
INSERT INTO [#c360_all_0] ([id], [region], [a]]b"c], [note], [essay], [pieces], [grade], [tiny], [amount], [weight], [ratio], [paid], [day], [at], [local], [scan], [tags]) VALUES (CAST(? AS bigint), ?, ?, ?, ?, CAST(? AS int), CAST(? AS smallint), CAST(? AS smallint), CAST(? AS decimal(12,2)), CAST(? AS float), CAST(? AS real), CAST(? AS bit), CAST(? AS date), CAST(? AS datetimeoffset(6)), CAST(? AS datetime2(6)), ?, ?)
GO
SELECT [id], [region], [a]]b"c], [note], [essay], [pieces], [grade], [tiny], [amount], [weight], [ratio], [paid], [day], [at], [local], [scan], [tags] INTO [#c360_load] FROM [shop].[order] WHERE 1 = 0 UNION ALL SELECT [id], [region], [a]]b"c], [note], [essay], [pieces], [grade], [tiny], [amount], [weight], [ratio], [paid], [day], [at], [local], [scan], [tags] FROM [shop].[order] WHERE 1 = 0
GO
SELECT COUNT(*) FROM (SELECT COUNT(*) AS n FROM [#c360_all_0] GROUP BY [id] HAVING COUNT(*) > 1) AS repeated
GO
INSERT INTO [shop].[order] ([id], [region], [a]]b"c], [note], [essay], [pieces], [grade], [tiny], [amount], [weight], [ratio], [paid], [day], [at], [local], [scan], [tags]) SELECT s.[id], s.[region], s.[a]]b"c], s.[note], s.[essay], s.[pieces], s.[grade], s.[tiny], s.[amount], s.[weight], s.[ratio], s.[paid], s.[day], s.[at], s.[local], s.[scan], s.[tags] FROM [#c360_all_0] AS s WHERE NOT EXISTS (SELECT 1 FROM [shop].[order] AS t WHERE t.[id] = s.[id])
GO
UPDATE t SET [region] = s.[region], [a]]b"c] = s.[a]]b"c], [note] = s.[note], [essay] = s.[essay], [pieces] = s.[pieces], [grade] = s.[grade], [tiny] = s.[tiny], [amount] = s.[amount], [weight] = s.[weight], [ratio] = s.[ratio], [paid] = s.[paid], [day] = s.[day], [at] = s.[at], [local] = s.[local], [scan] = s.[scan], [tags] = s.[tags] FROM [shop].[order] AS t JOIN [#c360_all_0] AS s ON t.[id] = s.[id]
GO
UPDATE t SET [region] = s.[region], [a]]b"c] = s.[a]]b"c], [note] = s.[note], [essay] = s.[essay], [pieces] = s.[pieces], [grade] = s.[grade], [tiny] = s.[tiny], [amount] = s.[amount], [weight] = s.[weight], [ratio] = s.[ratio], [paid] = s.[paid], [day] = s.[day], [at] = s.[at], [local] = s.[local], [scan] = s.[scan], [tags] = s.[tags] FROM [shop].[order] AS t JOIN [#c360_all_0] AS s ON t.[id] = s.[id] WHERE EXISTS (SELECT t.[region], DATALENGTH(t.[region]), t.[a]]b"c], DATALENGTH(t.[a]]b"c]), t.[note], DATALENGTH(t.[note]), t.[essay], DATALENGTH(t.[essay]), t.[pieces], t.[grade], t.[tiny], t.[amount], t.[weight], t.[ratio], t.[paid], t.[day], t.[at], t.[local], t.[scan], DATALENGTH(t.[scan]), t.[tags], DATALENGTH(t.[tags]) EXCEPT SELECT s.[region], DATALENGTH(s.[region]), s.[a]]b"c], DATALENGTH(s.[a]]b"c]), s.[note], DATALENGTH(s.[note]), s.[essay], DATALENGTH(s.[essay]), s.[pieces], s.[grade], s.[tiny], s.[amount], s.[weight], s.[ratio], s.[paid], s.[day], s.[at], s.[local], s.[scan], DATALENGTH(s.[scan]), s.[tags], DATALENGTH(s.[tags]))
GO
DELETE t FROM [shop].[order] AS t WHERE EXISTS (SELECT 1 FROM [#c360_all_0] AS s WHERE t.[id] = s.[id])
GO
DELETE t FROM [shop].[order] AS t WHERE NOT EXISTS (SELECT 1 FROM [#c360_all_0] AS s WHERE t.[id] = s.[id])
GO
DELETE FROM [shop].[order]
GO
SELECT COUNT(*) FROM [shop].[order]
GO
SELECT t.[id], t.[region], t.[a]]b"c], t.[note], t.[essay], t.[pieces], t.[grade], t.[tiny], t.[amount], t.[weight], t.[ratio], t.[paid], t.[day], t.[at], t.[local], t.[scan], t.[tags] FROM [shop].[order] AS t
GO
UPDATE [shop].[order] SET [id] = CAST(? AS bigint), [region] = ?, [a]]b"c] = ?, [note] = ?, [essay] = ?, [pieces] = CAST(? AS int), [grade] = CAST(? AS smallint), [tiny] = CAST(? AS smallint), [amount] = CAST(? AS decimal(12,2)), [weight] = CAST(? AS float), [ratio] = CAST(? AS real), [paid] = CAST(? AS bit), [day] = CAST(? AS date), [at] = CAST(? AS datetimeoffset(6)), [local] = CAST(? AS datetime2(6)), [scan] = ?, [tags] = ?
GO
DELETE FROM [shop].[order] WHERE [id] = CAST(? AS bigint)
GO
UPDATE [shop].[order] SET [id] = [id]
GO
CREATE TABLE [shop].[totals] ([month] date NULL, [code] nvarchar(850) COLLATE Latin1_General_100_BIN2 NULL, [revenue] decimal(38,2) NULL)
GO
INSERT INTO [shop].[totals] ([month], [code], [revenue]) VALUES (CAST(? AS date), ?, CAST(? AS decimal(38,2)))
GO
CREATE UNIQUE INDEX [totals_key] ON [shop].[totals] ([month], [code])
GO
CREATE TABLE [#c360_all_0] ([month] date NULL, [code] nvarchar(850) COLLATE Latin1_General_100_BIN2 NULL, [revenue] decimal(38,2) NULL)
GO
INSERT INTO [#c360_all_0] ([month], [code], [revenue]) VALUES (CAST(? AS date), ?, CAST(? AS decimal(38,2)))
GO
SELECT [month], [code], [revenue] INTO [#c360_load] FROM [shop].[totals] WHERE 1 = 0 UNION ALL SELECT [month], [code], [revenue] FROM [shop].[totals] WHERE 1 = 0
GO
SELECT COUNT(*) FROM (SELECT COUNT(*) AS n FROM [#c360_all_0] GROUP BY [month], [code] HAVING COUNT(*) > 1) AS repeated
GO
INSERT INTO [shop].[totals] ([month], [code], [revenue]) SELECT s.[month], s.[code], s.[revenue] FROM [#c360_all_0] AS s WHERE NOT EXISTS (SELECT 1 FROM [shop].[totals] AS t WHERE EXISTS (SELECT t.[month], t.[code] INTERSECT SELECT s.[month], s.[code]))
GO
UPDATE t SET [revenue] = s.[revenue] FROM [shop].[totals] AS t JOIN [#c360_all_0] AS s ON EXISTS (SELECT t.[month], t.[code] INTERSECT SELECT s.[month], s.[code])
GO
UPDATE t SET [revenue] = s.[revenue] FROM [shop].[totals] AS t JOIN [#c360_all_0] AS s ON EXISTS (SELECT t.[month], t.[code] INTERSECT SELECT s.[month], s.[code]) WHERE EXISTS (SELECT t.[revenue] EXCEPT SELECT s.[revenue])
GO
DELETE t FROM [shop].[totals] AS t WHERE EXISTS (SELECT 1 FROM [#c360_all_0] AS s WHERE EXISTS (SELECT t.[month], t.[code] INTERSECT SELECT s.[month], s.[code]))
GO
DELETE t FROM [shop].[totals] AS t WHERE NOT EXISTS (SELECT 1 FROM [#c360_all_0] AS s WHERE EXISTS (SELECT t.[month], t.[code] INTERSECT SELECT s.[month], s.[code]))
GO
DELETE FROM [shop].[totals]
GO
SELECT COUNT(*) FROM [shop].[totals]
GO
SELECT t.[month], t.[code], t.[revenue] FROM [shop].[totals] AS t
GO
UPDATE [shop].[totals] SET [month] = CAST(? AS date), [code] = ?, [revenue] = CAST(? AS decimal(38,2))
GO
DELETE FROM [shop].[totals] WHERE [month] = CAST(? AS date) AND [code] = ?
GO
UPDATE [shop].[totals] SET [month] = [month]
GO
ALTER TABLE [shop].[order] ADD [later] date NULL
GO
ALTER TABLE [shop].[order] DROP COLUMN [pieces]; ALTER TABLE [shop].[order] ADD [pieces] bigint NULL
GO
ALTER TABLE [shop].[order] ALTER COLUMN [note] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL
GO
ALTER TABLE [shop].[order] ALTER COLUMN [note] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL
GO
ALTER TABLE [shop].[order] DROP COLUMN [grade]
GO
ALTER TABLE [shop].[order] DROP CONSTRAINT [order_region_fkey]
GO
DROP INDEX [order_region_idx] ON [shop].[order]
GO
ALTER TABLE [shop].[order] DROP CONSTRAINT [order_pkey]
GO
DROP INDEX [totals_key] ON [shop].[totals]
GO
CREATE OR ALTER VIEW [shop].[everything] AS
SELECT 1 AS a
GO
SELECT * FROM [shop].[everything] WHERE 1 = 0
GO
DROP VIEW [shop].[everything]
GO
DROP TABLE [shop].[order]
GO
