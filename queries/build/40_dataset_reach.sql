-- dataset_reach: first and newest month of a dataset and how many monthly counts it gave.
-- grain   one row
-- columns first_period, latest_period [first days of months], rows [counts]

SELECT
    min(area_month.month) AS first_period,
    max(area_month.month) AS latest_period,
    count(*) AS rows
FROM area_month
INNER JOIN measure ON area_month.measure = measure.measure
WHERE measure.dataset = $dataset;
