-- Successes are among the attempts, so that the rate lies between 0 and 1.
SELECT month, payment_method, attempts, successes, success_rate
FROM gold.payment_success
WHERE successes > attempts OR success_rate NOT BETWEEN 0 AND 1
