-- Agents' success as it was published: agents without a conversation are missing.
WITH talked AS (
  SELECT agent_id, count(*) AS total, count(*) FILTER (WHERE resolution_status = 'Resolved') AS resolved
  FROM service_interactions
  GROUP BY agent_id
)
SELECT agent_id AS "AgentID", total AS total_interactions, resolved,
       -- per cent with two decimals, in whole numbers, rounded half up
       ((resolved * 20000 + total) / (2 * total) * 0.01)::numeric(5, 2) AS success_ratio
FROM talked
