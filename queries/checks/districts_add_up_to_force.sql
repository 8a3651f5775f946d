-- districts_add_up_to_force: months in which the districts, what lies elsewhere and what is not located
-- do not add up to the force. Empty is good.
-- columns measure, month, district_events, force_events [counts]
WITH place AS (
    SELECT area_code, kind = 'force' AS whole
    FROM area
    WHERE kind IN ('borough', 'district', 'force')
    UNION ALL
    SELECT unnest(['elsewhere', 'not located']), false
)

SELECT
    area_month.measure,
    area_month.month,
    sum(area_month.events) FILTER (WHERE NOT place.whole) AS district_events,
    sum(area_month.events) FILTER (WHERE place.whole) AS force_events
FROM area_month
INNER JOIN measure ON area_month.measure = measure.measure AND measure.dataset = 'police_uk'
INNER JOIN place ON area_month.area_code = place.area_code
GROUP BY ALL
HAVING district_events IS DISTINCT FROM force_events;
