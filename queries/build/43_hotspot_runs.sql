-- hotspot_runs: which spans hotspots are worked out for, and on the LSOAs of which vintage.
-- grain   (dataset, starts, ends)
-- columns dataset, starts, ends, vintage ['2011', '2021']
-- A span whose months carry codes of two vintages has none: its counts lie on two sets of areas. Nor has one in
-- which small areas are blank.
-- source  the frame `spans`: dataset, starts, ends

WITH month_vintage AS (
    SELECT DISTINCT measure.dataset, area_month.month, area.vintage, area_month.why_blank
    FROM area_month
    INNER JOIN measure ON area_month.measure = measure.measure
    INNER JOIN area ON area_month.area_code = area.area_code AND area.kind = 'lsoa'
    -- a code of both vintages is held once a vintage: the month's own is the one whose every area is there
    QUALIFY
        count(*) OVER (PARTITION BY measure.measure, area_month.month, area.vintage)
        = (SELECT count(*) FROM area AS every WHERE every.kind = 'lsoa' AND every.vintage = area.vintage)
)

SELECT spans.dataset, spans.starts, spans.ends, any_value(month_vintage.vintage) AS vintage
FROM spans
INNER JOIN month_vintage
    ON
        spans.dataset = month_vintage.dataset
        AND month_vintage.month BETWEEN spans.starts AND spans.ends
GROUP BY spans.dataset, spans.starts, spans.ends
HAVING count(DISTINCT month_vintage.vintage) = 1 AND count(month_vintage.why_blank) = 0
ORDER BY spans.dataset, spans.starts, spans.ends;
