-- Agents' success as it was published: agents without a conversation are missing.
WITH talked AS (
  SELECT agent_id, COUNT_BIG(*) AS total,
         COUNT_BIG(CASE WHEN resolution_status = N'Resolved' THEN 1 END) AS resolved
  FROM service_interactions
  GROUP BY agent_id
)
SELECT agent_id AS "AgentID", total AS total_interactions, resolved,
       -- per cent with two decimals, in whole numbers, rounded half up
       CAST(CAST((resolved * 20000 + total) / (2 * total) AS decimal(10, 0)) * 0.01 AS decimal(5, 2)) AS success_ratio
FROM talked
