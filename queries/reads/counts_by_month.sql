-- counts_by_month: every count by month of one dataset in the areas of some kinds and one vintage.
-- grain   (measure, month, area_code)
-- columns area_code, area_name, measure, measure_title, month, events [count; blank where it is not known or hidden], why_blank,
--         supplied ['complete', 'incomplete', 'missing': what the partner sent of the month]
-- Of sensitive measures the borough alone. Small areas go by the codes of 2021 from $newer_codes_from on, before that by those of 2011.
SELECT
    area_month.area_code,
    area.area_name,
    area_month.measure,
    measure.title AS measure_title,
    area_month.month,
    area_month.events,
    area_month.why_blank,
    supply.status AS supplied
FROM area_month
INNER JOIN measure ON area_month.measure = measure.measure
INNER JOIN area ON area_month.area_code = area.area_code
LEFT JOIN supply ON measure.dataset = supply.dataset AND area_month.month = supply.month
WHERE
    measure.dataset = $dataset
    AND area.kind IN (SELECT unnest($kinds::VARCHAR[]))
    AND area.vintage = $vintage
    AND (measure.sensitivity != 'sensitive' OR area.kind = 'borough')
    AND (area.kind != 'lsoa' OR (area.vintage = '2021') = (area_month.month >= $newer_codes_from::DATE))
ORDER BY area_month.measure, area_month.month, area_month.area_code;
