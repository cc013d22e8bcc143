-- grain: loyalty_id, date_time
-- references: loyalty_id -> silver.loyalty_accounts.loyalty_id
-- Changes of points, each with the customer who owns the account.
SELECT change.loyalty_id, account.customer_id, change.date_time, change.points_change, change.reason
FROM silver.loyalty_transactions AS change
JOIN silver.loyalty_accounts AS account ON account.loyalty_id = change.loyalty_id
