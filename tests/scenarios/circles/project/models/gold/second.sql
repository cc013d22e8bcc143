SELECT * FROM gold.third
