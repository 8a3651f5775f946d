-- area_changes: two spans of equally many months, for one dataset and every area of some kinds and one vintage.
-- grain   (measure, area_code)
-- columns measure, area_code, area_name, kind, events_before, events [counts], p [E-test, two-sided]
SELECT
    change.measure,
    change.area_code,
    area.area_name,
    area.kind,
    change.events_before,
    change.events,
    change.p
FROM area_change AS change
INNER JOIN measure ON change.measure = measure.measure AND measure.dataset = $dataset
INNER JOIN area ON change.area_code = area.area_code
WHERE
    change.starts = $starts
    AND change.ends = $ends
    AND change.before_starts = $before_starts
    AND area.kind IN (SELECT unnest($kinds::VARCHAR[]))
    AND area.vintage = $vintage
ORDER BY change.measure, area.area_name;
