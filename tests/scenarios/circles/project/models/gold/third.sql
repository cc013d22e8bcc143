SELECT id FROM gold.first
