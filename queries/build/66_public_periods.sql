-- public_periods: of partners' datasets whole calendar years alone are offered: they never overlap, and no later release shifts them.
-- grain   (dataset, period)
-- columns compare_starts, compare_ends [the same months: the year before is held whole, too], newest
INSERT INTO period
WITH whole AS (
    SELECT DISTINCT measure.dataset, area_period.starts, area_period.ends
    FROM area_period
    INNER JOIN measure ON area_period.measure = measure.measure
)

SELECT
    whole.dataset,
    strftime(whole.starts, '%Y-%m') || '_' || strftime(whole.ends, '%Y-%m'),
    whole.starts,
    whole.ends,
    CASE WHEN earlier.starts IS NOT NULL THEN whole.starts END,
    CASE WHEN earlier.starts IS NOT NULL THEN whole.ends END,
    whole.starts = max(whole.starts) OVER (PARTITION BY whole.dataset)
FROM whole
LEFT JOIN whole AS earlier
    ON whole.dataset = earlier.dataset AND earlier.starts = (whole.starts - INTERVAL 1 YEAR)::DATE
ORDER BY whole.dataset, whole.starts;
