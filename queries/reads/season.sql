-- season: a monthly series in parts, of one measure and area; no rows where fewer than 24 months in a row
-- are held.
-- grain   (month)
-- columns month, value, trend, seasonal [events on a month of equal length]
SELECT
    month,
    value,
    trend,
    seasonal
FROM season
WHERE measure = $measure AND area_code = $area_code
ORDER BY month;
