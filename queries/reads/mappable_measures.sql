-- mappable_measures: the measures of which the file holds counts by ward, and that are not sensitive.
-- grain   (measure)
-- columns measure
SELECT DISTINCT measure.measure
FROM measure
INNER JOIN (
    SELECT measure, area_code
    FROM area_month
    WHERE events IS NOT NULL
    UNION ALL
    SELECT measure, area_code
    FROM area_period
    WHERE events IS NOT NULL
) AS held
    ON measure.measure = held.measure
INNER JOIN area ON held.area_code = area.area_code AND area.kind = 'ward'
WHERE measure.sensitivity != 'sensitive'
ORDER BY measure.measure;
