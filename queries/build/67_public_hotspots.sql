-- public_hotspots: of partners' hotspots the wards' words over whole calendar years, without any number.
-- grain   (measure, area_code, period_start, period_end)
INSERT INTO hotspot
SELECT
    held.measure,
    held.area_code,
    held.period_start,
    held.period_end,
    NULL,
    NULL,
    NULL,
    held.class,
    held.pattern,
    NULL,
    NULL,
    held.at_edge
FROM partner.hotspot AS held
INNER JOIN measure ON held.measure = measure.measure
INNER JOIN period
    ON
        measure.dataset = period.dataset
        AND held.period_start = period.starts
        AND held.period_end = period.ends
WHERE
    held.measure NOT IN (SELECT measure FROM open_measure)
    AND held.area_code IN (SELECT area_code FROM area WHERE kind = 'ward')
ORDER BY ALL;
