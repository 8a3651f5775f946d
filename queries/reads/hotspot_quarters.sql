-- hotspot_quarters: each ward's hotspot class of one measure, quarter by quarter, and how it lasts.
-- grain   (area_code, period_start)
-- columns area_code, area_name, period_start, period_end [first days of months], class, pattern
SELECT
    hotspot.area_code,
    area.area_name,
    hotspot.period_start,
    hotspot.period_end,
    hotspot.class,
    hotspot.pattern
FROM hotspot
INNER JOIN area ON hotspot.area_code = area.area_code
WHERE
    hotspot.measure = $measure
    AND area.kind = 'ward'
    AND area.vintage = $vintage
    AND date_diff('month', hotspot.period_start, hotspot.period_end) = 2
ORDER BY area.area_name, hotspot.period_start;
