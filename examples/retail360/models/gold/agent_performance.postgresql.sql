-- Conversations of each agent, how many were resolved, and that share in per cent; who had none has no share.
WITH talked AS (
  SELECT agent_id, count(*) AS interactions, count(*) FILTER (WHERE is_resolved) AS resolved
  FROM fact_service_interaction
  GROUP BY agent_id
)
SELECT agent.agent_id, coalesce(talked.interactions, 0) AS total_interactions, coalesce(talked.resolved, 0) AS resolved,
       -- resolved / interactions in hundredths of a per cent, in whole numbers: divided once, rounded half up
       ((talked.resolved * 20000 + talked.interactions) / (2 * talked.interactions) * 0.01)::numeric(5, 2)
         AS success_ratio
FROM dim_agent AS agent LEFT JOIN talked ON talked.agent_id = agent.agent_id
