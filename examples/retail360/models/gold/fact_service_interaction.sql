-- grain: interaction_id
-- references: customer_id -> silver.customers.customer_id, agent_id -> silver.agents.agent_id
-- Conversations of customers with agents.
SELECT interaction_id, customer_id, agent_id, date_time, issue_type, resolution_status,
       resolution_status = 'Resolved' AS is_resolved
FROM silver.service_interactions
