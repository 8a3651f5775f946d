-- hotspots: the Gi* class of every area of one kind and vintage, for one measure and one period.
-- grain   (area_code)
-- columns area_code, area_name, events [count], class, pattern,
--         areas_in_class, areas [LSOAs; wards only], at_edge
SELECT
    area.area_code,
    area.area_name,
    (
        SELECT sum(area_month.events)::INTEGER
        FROM area_month
        WHERE
            area_month.area_code = area.area_code
            AND area_month.measure = $measure
            AND area_month.month BETWEEN $starts AND $ends
    ) AS events,
    hotspot.class,
    hotspot.pattern,
    hotspot.areas_in_class,
    hotspot.areas,
    hotspot.at_edge
FROM area
INNER JOIN hotspot ON area.area_code = hotspot.area_code
WHERE
    area.kind = $kind
    AND area.vintage = $vintage
    AND hotspot.measure = $measure
    AND hotspot.period_start = $starts
    AND hotspot.period_end = $ends
ORDER BY area.area_name;
