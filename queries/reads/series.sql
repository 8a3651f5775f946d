-- series: one measure in one area, month by month, from the first to the last month of its dataset.
-- grain   (month)
-- columns month, events [count; blank where the month is missing], status ['complete', 'incomplete', 'missing'],
--         why_blank ['no data', 'hidden', 'n/a'; blank where there is a count, or the area is not known in the month]
SELECT supply.month, area_month.events, supply.status, area_month.why_blank
FROM supply
INNER JOIN measure ON supply.dataset = measure.dataset
LEFT JOIN area_month
    ON
        supply.month = area_month.month
        AND measure.measure = area_month.measure
        AND area_month.area_code = $area_code
WHERE measure.measure = $measure
ORDER BY supply.month;
