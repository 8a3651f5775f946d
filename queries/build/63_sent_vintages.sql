-- sent_vintages: which vintage of small areas one partner's counts of a month are made from, where they know small areas.
-- grain   (month)
-- columns month, vintage
SELECT DISTINCT area_month.month, area.vintage
FROM partner.area_month
INNER JOIN partner.measure ON area_month.measure = measure.measure AND measure.dataset = $dataset
INNER JOIN partner.area ON area_month.area_code = area.area_code AND area.kind = 'lsoa'
-- a code of both vintages is held once a vintage: the month's own is the one whose every area is there
QUALIFY
    count(*) OVER (PARTITION BY measure.measure, area_month.month, area.vintage)
    = (SELECT count(*) FROM partner.area AS every WHERE every.kind = 'lsoa' AND every.vintage = area.vintage)
ORDER BY ALL;
