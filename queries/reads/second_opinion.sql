-- second_opinion: what Gi* and local Moran say of every LSOA of one vintage, for one measure and one period.
-- grain   (area_code)
-- columns area_code, area_name, class [Gi*], moran ['high-high', 'low-low', 'high-low', 'low-high', 'not significant']
SELECT area.area_code, area.area_name, hotspot.class, local_moran.class AS moran
FROM local_moran
INNER JOIN hotspot
    ON
        local_moran.measure = hotspot.measure
        AND local_moran.area_code = hotspot.area_code
        AND local_moran.period_start = hotspot.period_start
        AND local_moran.period_end = hotspot.period_end
INNER JOIN area ON local_moran.area_code = area.area_code
WHERE
    area.kind = 'lsoa'
    AND area.vintage = $vintage
    AND local_moran.measure = $measure
    AND local_moran.period_start = $starts
    AND local_moran.period_end = $ends
ORDER BY area.area_name;
