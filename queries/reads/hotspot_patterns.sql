-- hotspot_patterns: how the hotspots of one measure last in every area of one kind and vintage; no rows where it is
-- too short to say.
-- grain   (area_code)
-- columns area_code, area_name, pattern, quarters, hot [counts of quarters], first_month, last_month [of the quarters]
SELECT
    hotspot.area_code,
    area.area_name,
    hotspot.pattern,
    count(*)::INTEGER AS quarters,
    (count(*) FILTER (WHERE hotspot.class LIKE 'hot%'))::INTEGER AS hot,
    min(hotspot.period_start) AS first_month,
    max(hotspot.period_end) AS last_month
FROM hotspot
INNER JOIN area ON hotspot.area_code = area.area_code
WHERE
    hotspot.measure = $measure
    AND area.kind = $kind
    AND area.vintage = $vintage
    AND hotspot.pattern != 'too short to say'
    AND date_diff('month', hotspot.period_start, hotspot.period_end) = 2
GROUP BY ALL
ORDER BY area.area_name;
