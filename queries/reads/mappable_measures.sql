-- mappable_measures: the measures of which the file holds counts by ward, and that are not sensitive.
-- grain   (measure)
-- columns measure
SELECT DISTINCT measure.measure
FROM measure
INNER JOIN area_month ON measure.measure = area_month.measure
INNER JOIN area ON area_month.area_code = area.area_code AND area.kind = 'ward'
WHERE area_month.events IS NOT NULL AND measure.sensitivity != 'sensitive'
ORDER BY measure.measure;
