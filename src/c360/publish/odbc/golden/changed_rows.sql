INSERT INTO [shop].[orders] ([order_id], [customer_id], [amount]) VALUES (CAST(? AS bigint), CAST(? AS bigint), CAST(? AS decimal(12,2)))
GO
CREATE TABLE [#c360_changed_1] ([order_id] bigint NULL, [customer_id] bigint NULL, [amount] decimal(12,2) NULL)
GO
INSERT INTO [#c360_changed_1] ([order_id], [customer_id], [amount]) VALUES (CAST(? AS bigint), CAST(? AS bigint), CAST(? AS decimal(12,2)))
GO
UPDATE t SET [customer_id] = s.[customer_id], [amount] = s.[amount] FROM [shop].[orders] AS t JOIN [#c360_changed_1] AS s ON t.[order_id] = s.[order_id]
GO
CREATE TABLE [#c360_changed_3] ([customer_id] bigint NULL, [revenue] decimal(38,2) NULL)
GO
INSERT INTO [#c360_changed_3] ([customer_id], [revenue]) VALUES (CAST(? AS bigint), CAST(? AS decimal(38,2)))
GO
UPDATE t SET [revenue] = s.[revenue] FROM [shop].[revenue] AS t JOIN [#c360_changed_3] AS s ON t.[customer_id] = s.[customer_id]
GO
