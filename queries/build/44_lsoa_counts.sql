-- lsoa_counts: events of one measure in one period in every LSOA of one vintage.
-- grain   (area_code)
-- columns area_code, events [count]

SELECT area.area_code, sum(area_month.events)::INTEGER AS events
FROM area
INNER JOIN area_month ON area.area_code = area_month.area_code
WHERE
    area.kind = 'lsoa'
    AND area.vintage = $vintage
    AND area_month.measure = $measure
    AND area_month.month BETWEEN $starts AND $ends
GROUP BY area.area_code
ORDER BY area.area_code;
