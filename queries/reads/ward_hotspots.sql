-- ward_hotspots: how many of a ward's small areas stand out, for each measure in the newest period of its dataset.
-- grain   (measure)
-- columns measure, hot, cold, areas [LSOAs]
SELECT
    hotspot.measure,
    (count(*) FILTER (WHERE hotspot.class LIKE 'hot%'))::INTEGER AS hot,
    (count(*) FILTER (WHERE hotspot.class LIKE 'cold%'))::INTEGER AS cold,
    count(*)::INTEGER AS areas
FROM hotspot
INNER JOIN measure ON hotspot.measure = measure.measure AND measure.sensitivity != 'sensitive'
INNER JOIN period
    ON
        measure.dataset = period.dataset
        AND period.newest
        AND hotspot.period_start = period.starts
        AND hotspot.period_end = period.ends
WHERE hotspot.area_code IN (SELECT lsoa_code FROM lsoa_ward WHERE ward_code = $area_code)
GROUP BY hotspot.measure
ORDER BY hotspot.measure;
