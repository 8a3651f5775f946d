-- counts_held: of which datasets, kinds of areas and vintages counts by month are held, for tables that are handed out whole.
-- grain   (dataset, kind, vintage)
-- columns dataset, kind ['ward', 'lsoa', 'group', 'district'; 'district' is borough, districts and force together], vintage,
--         first, last [months], rows [count]
-- Of sensitive measures the borough alone. Small areas go by the codes of 2021 from $newer_codes_from on, before that by those of 2011.
SELECT
    measure.dataset,
    if(area.kind IN ('borough', 'force'), 'district', area.kind) AS kind,
    area.vintage,
    min(area_month.month) AS first,
    max(area_month.month) AS last,
    count(*) AS rows
FROM area_month
INNER JOIN measure ON area_month.measure = measure.measure
INNER JOIN area ON area_month.area_code = area.area_code
WHERE
    (measure.sensitivity != 'sensitive' OR area.kind = 'borough')
    AND (area.kind != 'lsoa' OR (area.vintage = '2021') = (area_month.month >= $newer_codes_from::DATE))
GROUP BY ALL
ORDER BY measure.dataset, kind, area.vintage;
