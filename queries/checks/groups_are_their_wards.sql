-- groups_are_their_wards: months in which a group of wards is not the sum of its wards, or is known though one of
-- them is not. Empty is good.
-- columns measure, area_code, month, group_events, ward_events [counts]
SELECT
    of_group.measure,
    of_group.area_code,
    of_group.month,
    any_value(of_group.events) AS group_events,
    CASE
        WHEN
            count(of_ward.events)
            = (SELECT count(*) FROM area_part AS every WHERE every.area_code = of_group.area_code)
            THEN sum(of_ward.events)
    END AS ward_events
FROM area_month AS of_group
INNER JOIN area_part ON of_group.area_code = area_part.area_code
LEFT JOIN area_month AS of_ward
    ON
        area_part.part_code = of_ward.area_code
        AND of_group.measure = of_ward.measure
        AND of_group.month = of_ward.month
WHERE
    -- what is protected is rounded one by one
    of_group.measure NOT IN (
        SELECT measure.measure
        FROM measure
        INNER JOIN dataset ON measure.dataset = dataset.dataset AND dataset.status = 'partner'
        INNER JOIN release ON release.edition = 'public'
    )
GROUP BY of_group.measure, of_group.area_code, of_group.month
HAVING group_events IS DISTINCT FROM ward_events;
