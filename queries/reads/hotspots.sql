-- hotspots: the Gi* class of every area of one kind and vintage, for one measure and one period.
-- grain   (area_code)
-- columns area_code, area_name, events [count; blank where it is not known or hidden], class, pattern,
--         areas_in_class, areas [LSOAs; wards only], at_edge
SELECT
    area.area_code,
    area.area_name,
    if(
        whole.area_code IS NULL,
        (
            SELECT if(count(*) = count(area_month.events), sum(area_month.events)::INTEGER, NULL)
            FROM area_month
            WHERE
                area_month.area_code = area.area_code
                AND area_month.measure = $measure
                AND area_month.month BETWEEN $starts AND $ends
        ),
        whole.events
    ) AS events,
    hotspot.class,
    hotspot.pattern,
    hotspot.areas_in_class,
    hotspot.areas,
    hotspot.at_edge
FROM area
INNER JOIN hotspot ON area.area_code = hotspot.area_code
LEFT JOIN area_period AS whole
    ON
        area.area_code = whole.area_code
        AND whole.measure = $measure
        AND whole.starts = $starts
        AND whole.ends = $ends
WHERE
    area.kind = $kind
    AND area.vintage = $vintage
    AND hotspot.measure = $measure
    AND hotspot.period_start = $starts
    AND hotspot.period_end = $ends
ORDER BY area.area_name;
