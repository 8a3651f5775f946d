-- district_measures: the measures of which the file holds counts by district.
-- grain   (measure)
-- columns measure
SELECT DISTINCT area_month.measure
FROM area_month
INNER JOIN area ON area_month.area_code = area.area_code AND area.kind = 'district'
INNER JOIN measure ON area_month.measure = measure.measure
WHERE area_month.events IS NOT NULL AND measure.sensitivity != 'sensitive'
ORDER BY area_month.measure;
