SELECT * FROM gold.second
