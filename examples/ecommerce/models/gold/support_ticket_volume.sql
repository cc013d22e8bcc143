-- grain: month, issue_type, resolution_status
-- Support tickets by the month they were opened, what they are about and where they stand.
SELECT date_trunc('month', created_date)::date AS month, issue_type, resolution_status, count(*) AS tickets
FROM silver.support_tickets
GROUP BY 1, 2, 3
