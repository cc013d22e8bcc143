ALTER TABLE [shop].[orders] DROP CONSTRAINT [orders_customer_id_fkey]
GO
ALTER TABLE [shop].[customers] DROP CONSTRAINT [customers_pkey]
GO
ALTER TABLE [shop].[orders] DROP CONSTRAINT [orders_pkey]
GO
DROP INDEX [orders_customer_id_idx] ON [shop].[orders]
GO
ALTER TABLE [shop].[revenue] DROP CONSTRAINT [revenue_pkey]
GO
ALTER TABLE [shop].[customers] DROP COLUMN [customer_id]; ALTER TABLE [shop].[customers] ADD [customer_id] int NULL
GO
ALTER TABLE [shop].[customers] DROP COLUMN [name]; ALTER TABLE [shop].[customers] ADD [name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL
GO
ALTER TABLE [shop].[customers] ALTER COLUMN [name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL
GO
ALTER TABLE [shop].[orders] DROP COLUMN [customer_id]; ALTER TABLE [shop].[orders] ADD [customer_id] int NULL
GO
ALTER TABLE [shop].[names] DROP COLUMN [customer_id]; ALTER TABLE [shop].[names] ADD [customer_id] int NULL
GO
ALTER TABLE [shop].[revenue] DROP COLUMN [customer_id]; ALTER TABLE [shop].[revenue] ADD [customer_id] int NULL
GO
CREATE TABLE [#c360_all_0] ([customer_id] int NULL, [name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL)
GO
INSERT INTO [#c360_all_0] ([customer_id], [name]) VALUES (CAST(? AS int), ?)
GO
INSERT INTO [shop].[customers] ([customer_id], [name]) SELECT s.[customer_id], s.[name] FROM [#c360_all_0] AS s WHERE NOT EXISTS (SELECT 1 FROM [shop].[customers] AS t WHERE t.[customer_id] = s.[customer_id])
GO
UPDATE t SET [name] = s.[name] FROM [shop].[customers] AS t JOIN [#c360_all_0] AS s ON t.[customer_id] = s.[customer_id] WHERE EXISTS (SELECT t.[name], DATALENGTH(t.[name]) EXCEPT SELECT s.[name], DATALENGTH(s.[name]))
GO
CREATE TABLE [#c360_all_1] ([order_id] bigint NULL, [customer_id] int NULL, [amount] decimal(12,2) NULL)
GO
INSERT INTO [#c360_all_1] ([order_id], [customer_id], [amount]) VALUES (CAST(? AS bigint), CAST(? AS int), CAST(? AS decimal(12,2)))
GO
INSERT INTO [shop].[orders] ([order_id], [customer_id], [amount]) SELECT s.[order_id], s.[customer_id], s.[amount] FROM [#c360_all_1] AS s WHERE NOT EXISTS (SELECT 1 FROM [shop].[orders] AS t WHERE t.[order_id] = s.[order_id])
GO
UPDATE t SET [customer_id] = s.[customer_id], [amount] = s.[amount] FROM [shop].[orders] AS t JOIN [#c360_all_1] AS s ON t.[order_id] = s.[order_id] WHERE EXISTS (SELECT t.[customer_id], t.[amount] EXCEPT SELECT s.[customer_id], s.[amount])
GO
DELETE FROM [shop].[names]
GO
INSERT INTO [shop].[names] ([customer_id], [name]) VALUES (CAST(? AS int), ?)
GO
CREATE TABLE [#c360_all_3] ([customer_id] int NULL, [revenue] decimal(38,2) NULL)
GO
INSERT INTO [#c360_all_3] ([customer_id], [revenue]) VALUES (CAST(? AS int), CAST(? AS decimal(38,2)))
GO
INSERT INTO [shop].[revenue] ([customer_id], [revenue]) SELECT s.[customer_id], s.[revenue] FROM [#c360_all_3] AS s WHERE NOT EXISTS (SELECT 1 FROM [shop].[revenue] AS t WHERE t.[customer_id] = s.[customer_id])
GO
UPDATE t SET [revenue] = s.[revenue] FROM [shop].[revenue] AS t JOIN [#c360_all_3] AS s ON t.[customer_id] = s.[customer_id] WHERE EXISTS (SELECT t.[revenue] EXCEPT SELECT s.[revenue])
GO
DELETE t FROM [shop].[revenue] AS t WHERE NOT EXISTS (SELECT 1 FROM [#c360_all_3] AS s WHERE t.[customer_id] = s.[customer_id])
GO
DELETE t FROM [shop].[orders] AS t WHERE NOT EXISTS (SELECT 1 FROM [#c360_all_1] AS s WHERE t.[order_id] = s.[order_id])
GO
DELETE t FROM [shop].[customers] AS t WHERE NOT EXISTS (SELECT 1 FROM [#c360_all_0] AS s WHERE t.[customer_id] = s.[customer_id])
GO
ALTER TABLE [shop].[customers] ALTER COLUMN [customer_id] int NOT NULL
GO
ALTER TABLE [shop].[orders] ALTER COLUMN [customer_id] int NOT NULL
GO
ALTER TABLE [shop].[revenue] ALTER COLUMN [customer_id] int NOT NULL
GO
ALTER TABLE [shop].[customers] ADD CONSTRAINT [customers_pkey] PRIMARY KEY ([customer_id])
GO
ALTER TABLE [shop].[orders] ADD CONSTRAINT [orders_pkey] PRIMARY KEY ([order_id])
GO
ALTER TABLE [shop].[revenue] ADD CONSTRAINT [revenue_pkey] PRIMARY KEY ([customer_id])
GO
CREATE INDEX [orders_customer_id_idx] ON [shop].[orders] ([customer_id])
GO
ALTER TABLE [shop].[orders] ADD CONSTRAINT [orders_customer_id_fkey] FOREIGN KEY ([customer_id]) REFERENCES [shop].[customers] ([customer_id])
GO
