-- wards_add_up_to_borough: months in which the wards of one set do not add up to their borough. Empty is good.
-- columns measure, vintage, month, ward_events, borough_events [counts]
SELECT
    ward_month.measure,
    ward.vintage,
    ward_month.month,
    sum(ward_month.events) AS ward_events,
    any_value(borough_month.events) AS borough_events
FROM area_month AS ward_month
INNER JOIN area AS ward ON ward_month.area_code = ward.area_code AND ward.kind = 'ward'
INNER JOIN area_month AS borough_month
    ON
        ward.parent_code = borough_month.area_code
        AND ward_month.measure = borough_month.measure
        AND ward_month.month = borough_month.month
WHERE
    -- what is protected is rounded one by one
    ward_month.measure NOT IN (
        SELECT measure.measure
        FROM measure
        INNER JOIN dataset ON measure.dataset = dataset.dataset AND dataset.status = 'partner'
        INNER JOIN release ON release.edition = 'public'
    )
GROUP BY ALL
HAVING count(ward_month.why_blank) = 0 AND ward_events IS DISTINCT FROM borough_events;
