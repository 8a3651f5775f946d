-- change_counts: every area's events in each compared span and in the same months a year earlier.
-- grain   (measure, area_code, starts, ends)
-- columns events_before, events [counts]
-- LSOAs are left out: their counts are too small to compare and their codes change between vintages; so is
-- what is blank in a month.

WITH span AS (
    SELECT DISTINCT dataset, compare_starts AS starts, compare_ends AS ends
    FROM period
    WHERE compare_starts IS NOT NULL
)

SELECT
    area_month.measure,
    area_month.area_code,
    span.starts,
    span.ends,
    (sum(area_month.events) FILTER (WHERE area_month.month < span.starts))::INTEGER AS events_before,
    (sum(area_month.events) FILTER (WHERE area_month.month >= span.starts))::INTEGER AS events
FROM span
INNER JOIN area_month
    ON
        area_month.month BETWEEN span.starts AND span.ends
        OR area_month.month BETWEEN span.starts - INTERVAL 1 YEAR AND span.ends - INTERVAL 1 YEAR
INNER JOIN measure ON area_month.measure = measure.measure AND span.dataset = measure.dataset
INNER JOIN area ON area_month.area_code = area.area_code AND area.kind != 'lsoa'
GROUP BY area_month.measure, area_month.area_code, span.starts, span.ends
HAVING count(area_month.why_blank) = 0 AND events_before IS NOT NULL AND events IS NOT NULL
ORDER BY ALL;
