-- lsoa_counts: events of every measure of one dataset in one period in every LSOA of one vintage.
-- grain   (area_code, measure)
-- columns area_code, measure, events [count]

SELECT area.area_code, area_month.measure, sum(area_month.events)::INTEGER AS events
FROM area
INNER JOIN area_month ON area.area_code = area_month.area_code
INNER JOIN measure ON area_month.measure = measure.measure
WHERE
    area.kind = 'lsoa'
    AND area.vintage = $vintage
    AND measure.dataset = $dataset
    AND measure.hotspots
    AND area_month.month BETWEEN $starts AND $ends
GROUP BY ALL
ORDER BY ALL;
