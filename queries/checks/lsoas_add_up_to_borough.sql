-- lsoas_add_up_to_borough: months in which the LSOAs do not add up to their borough. Empty is good.
-- columns measure, month, lsoa_events, borough_events [counts]
-- Of a district without small areas only the whole is held. A partner may not know the small area of every row: then the month's small areas are blank, or not held.
SELECT
    area_month.measure,
    area_month.month,
    sum(area_month.events) FILTER (WHERE area.kind = 'lsoa') AS lsoa_events,
    sum(area_month.events) FILTER (WHERE area.kind = 'borough') AS borough_events
FROM area_month
INNER JOIN (SELECT DISTINCT area_code, kind FROM area WHERE kind IN ('lsoa', 'borough')) AS area
    ON area_month.area_code = area.area_code
INNER JOIN measure ON area_month.measure = measure.measure
GROUP BY area_month.measure, area_month.month, measure.dataset
HAVING
    (
        (measure.dataset = 'police_uk' AND EXISTS (SELECT 1 FROM area AS held WHERE held.kind = 'lsoa'))
        OR (
            count(*) FILTER (WHERE area.kind = 'lsoa') > 0
            AND count(area_month.why_blank) = 0
        )
    )
    AND lsoa_events IS DISTINCT FROM borough_events;
