-- stg_police_uk: the counted months of our own force.
-- grain   (month, lsoa_code, category)
-- columns month, lsoa_code ['' where the row has no location], category, events [count]
-- source  $files: counted months (csp.street), a Parquet file a force and month

INSERT INTO stg_police_uk
SELECT (month || '-01')::DATE AS month, lsoa_code, category, events
FROM read_parquet($files, hive_partitioning = true, hive_types_autocast = false)
ORDER BY ALL;
