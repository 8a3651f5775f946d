-- lsoas_add_up_to_borough: months in which the LSOAs do not add up to their borough. Empty is good.
-- columns measure, month, lsoa_events, borough_events [counts]
SELECT
    area_month.measure,
    area_month.month,
    sum(area_month.events) FILTER (WHERE area.kind = 'lsoa') AS lsoa_events,
    sum(area_month.events) FILTER (WHERE area.kind = 'borough') AS borough_events
FROM area_month
INNER JOIN (SELECT DISTINCT area_code, kind FROM area WHERE kind IN ('lsoa', 'borough')) AS area
    ON area_month.area_code = area.area_code
GROUP BY ALL
HAVING lsoa_events IS DISTINCT FROM borough_events;
