-- mart area_month: events of every police.uk measure in every area for every month held; a month not held has no row.
-- grain   (area_code, measure, month)
-- columns events [count; 0 is a true zero of a month held], why_blank
-- Each LSOA appears in the months of its own vintage only; what has no location is under 'not located',
-- what lies outside the force area under 'elsewhere'.

INSERT INTO area_month
WITH held AS (
    SELECT DISTINCT month FROM int_area
),

place AS (
    SELECT DISTINCT area_code, kind, vintage FROM area
    UNION ALL
    SELECT unnest(['not located', 'elsewhere']), 'none', ''
),

cell AS (
    SELECT place.area_code, measure_category.measure, held.month
    FROM held
    CROSS JOIN place
    CROSS JOIN (SELECT measure FROM measure WHERE dataset = 'police_uk') AS measure_category
    WHERE
        place.kind != 'lsoa'
        OR place.vintage
        = CASE WHEN held.month >= getvariable('codes_of_2021_from') THEN '2021' ELSE '2011' END
),

counted AS (
    SELECT int_area.area_code, measure_category.measure, int_area.month, sum(int_area.events) AS events
    FROM int_area
    INNER JOIN measure_category ON int_area.category = measure_category.category
    INNER JOIN measure ON measure_category.measure = measure.measure AND measure.dataset = 'police_uk'
    GROUP BY ALL
)

SELECT cell.area_code, cell.measure, cell.month, coalesce(counted.events, 0)::INTEGER, NULL
FROM cell
LEFT JOIN counted
    ON
        cell.area_code = counted.area_code
        AND cell.measure = counted.measure
        AND cell.month = counted.month
ORDER BY cell.measure, cell.area_code, cell.month;
