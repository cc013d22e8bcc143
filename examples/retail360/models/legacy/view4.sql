-- grain: AgentID
-- materialize: view
-- Agents' success as it was published. The ratio is right for those listed, but agents without a conversation are
-- missing, and one conversation out of one ranks as high as a hundred out of a hundred. Use gold.agent_performance,
-- which lists every agent.
WITH talked AS (
  SELECT agent_id, count(*) AS total, count(*) FILTER (WHERE resolution_status = 'Resolved') AS resolved
  FROM silver.service_interactions
  GROUP BY agent_id
)
SELECT agent_id AS "AgentID", total AS total_interactions, resolved,
       -- per cent with two decimals, in whole numbers, rounded half up
       (((resolved * 20000 + total) // (2 * total))::decimal(38, 0) * 0.01)::decimal(5, 2) AS success_ratio
FROM talked
