-- sent_counts: one partner's counts by month in every area but small areas, as the partner file holds them.
-- grain   (measure, area_code, month)
-- columns measure, area_code, month, events [count]
SELECT area_month.measure, area_month.area_code, area_month.month, area_month.events
FROM partner.area_month
INNER JOIN partner.measure ON area_month.measure = measure.measure AND measure.dataset = $dataset
WHERE
    area_month.events IS NOT NULL
    AND area_month.area_code NOT IN (SELECT area_code FROM partner.area WHERE kind = 'lsoa')
ORDER BY ALL;
