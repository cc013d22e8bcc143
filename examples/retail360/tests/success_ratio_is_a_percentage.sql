-- Resolved conversations are among all of them, so that the ratio lies between 0 and 100.
SELECT agent_id, total_interactions, resolved, success_ratio
FROM gold.agent_performance
WHERE resolved > total_interactions OR success_ratio NOT BETWEEN 0 AND 100
   OR (success_ratio IS NULL) <> (total_interactions = 0)
