-- grain: agent_id
-- Agents of the customer service.
SELECT agent_id, name, department, shift
FROM silver.agents
