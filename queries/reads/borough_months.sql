-- borough_months: every measure in one area, month by month, as far as it is held.
-- grain   (measure, month)
-- columns dataset, measure, month, events [count; blank where it is not known]
SELECT measure.dataset, area_month.measure, area_month.month, area_month.events
FROM area_month
INNER JOIN measure ON area_month.measure = measure.measure
WHERE area_month.area_code = $area_code
ORDER BY area_month.measure, area_month.month;
