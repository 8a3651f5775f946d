-- year_pairs: every area's published counts in each pair of calendar years; what is hidden in either is left out.
-- grain   (measure, area_code, starts, ends, before_starts)
-- columns events_before, events [counts]
SELECT
    later.measure,
    later.area_code,
    later.starts,
    later.ends,
    earlier.starts AS before_starts,
    earlier.events AS events_before,
    later.events
FROM area_period AS later
INNER JOIN area_period AS earlier
    ON later.measure = earlier.measure AND later.area_code = earlier.area_code AND later.starts > earlier.ends
WHERE later.events IS NOT NULL AND earlier.events IS NOT NULL
ORDER BY ALL;
