-- Conversations of each agent, how many were resolved, and that share in per cent; who had none has no share.
WITH talked AS (
  SELECT agent_id, COUNT_BIG(*) AS interactions, COUNT_BIG(CASE WHEN is_resolved = 1 THEN 1 END) AS resolved
  FROM fact_service_interaction
  GROUP BY agent_id
)
SELECT agent.agent_id, COALESCE(talked.interactions, 0) AS total_interactions, COALESCE(talked.resolved, 0) AS resolved,
       -- resolved / interactions in hundredths of a per cent, in whole numbers: divided once, rounded half up
       CAST(CAST((talked.resolved * 20000 + talked.interactions) / (2 * talked.interactions) AS decimal(10, 0)) * 0.01
         AS decimal(5, 2)) AS success_ratio
FROM dim_agent AS agent LEFT JOIN talked ON talked.agent_id = agent.agent_id
