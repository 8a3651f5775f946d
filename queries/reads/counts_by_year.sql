-- counts_by_year: a partner's counts over whole calendar years as they are published, each protected by itself; no rows but in the
-- public file.
-- grain   (measure, starts, ends, area_code)
-- columns area_code, area_name, kind ['ward', 'group', 'borough', 'district', 'force'], vintage, measure, measure_title,
--         starts, ends [first and last month], events [count, rounded; blank where it is hidden], why_blank
SELECT
    area_period.area_code,
    area.area_name,
    area.kind,
    area.vintage,
    area_period.measure,
    measure.title AS measure_title,
    area_period.starts,
    area_period.ends,
    area_period.events,
    area_period.why_blank
FROM area_period
INNER JOIN measure ON area_period.measure = measure.measure
INNER JOIN area ON area_period.area_code = area.area_code AND area.kind != 'lsoa'
WHERE measure.dataset = $dataset
ORDER BY area_period.measure, area_period.starts, area_period.ends, area_period.area_code;
