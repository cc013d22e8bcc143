CREATE TABLE [shop].[customers] ([customer_id] bigint NOT NULL, [name] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL)
GO
INSERT INTO [shop].[customers] ([customer_id], [name]) VALUES (CAST(? AS bigint), ?)
GO
CREATE TABLE [shop].[orders] ([order_id] bigint NOT NULL, [customer_id] bigint NOT NULL, [amount] decimal(12,2) NOT NULL)
GO
INSERT INTO [shop].[orders] ([order_id], [customer_id], [amount]) VALUES (CAST(? AS bigint), CAST(? AS bigint), CAST(? AS decimal(12,2)))
GO
CREATE TABLE [shop].[names] ([customer_id] bigint NULL, [name] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL)
GO
INSERT INTO [shop].[names] ([customer_id], [name]) VALUES (CAST(? AS bigint), ?)
GO
CREATE TABLE [shop].[revenue] ([customer_id] bigint NOT NULL, [revenue] decimal(38,2) NULL)
GO
INSERT INTO [shop].[revenue] ([customer_id], [revenue]) VALUES (CAST(? AS bigint), CAST(? AS decimal(38,2)))
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
