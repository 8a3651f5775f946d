-- change_counts: every area's events in each pair of spans that screens offer to compare.
-- grain   (measure, area_code, starts, ends, before_starts)
-- columns events_before, events [counts]
-- Pairs are the compared part of a period with the same months a year earlier, and two periods of one dataset
-- with equally many months that share none. Both spans of an area are whole, or it is left out: so are what is
-- blank in a month, and LSOAs whose codes the other span does not know. LSOAs of sensitive measures are left out.

WITH pair AS (
    SELECT
        dataset,
        compare_starts AS starts,
        compare_ends AS ends,
        (compare_starts - INTERVAL 1 YEAR)::DATE AS before_starts,
        (compare_ends - INTERVAL 1 YEAR)::DATE AS before_ends
    FROM period
    WHERE compare_starts IS NOT NULL
    UNION
    SELECT
        later.dataset,
        later.starts,
        later.ends,
        earlier.starts AS before_starts,
        earlier.ends AS before_ends
    FROM period AS later
    INNER JOIN period AS earlier
        ON
            later.dataset = earlier.dataset
            AND later.starts > earlier.ends
            AND date_diff('month', later.starts, later.ends)
            = date_diff('month', earlier.starts, earlier.ends)
),

place AS (
    SELECT area_code, bool_or(kind = 'lsoa') AS small FROM area GROUP BY area_code
)

SELECT
    area_month.measure,
    area_month.area_code,
    pair.starts,
    pair.ends,
    pair.before_starts,
    (sum(area_month.events) FILTER (WHERE area_month.month <= pair.before_ends))::INTEGER AS events_before,
    (sum(area_month.events) FILTER (WHERE area_month.month >= pair.starts))::INTEGER AS events
FROM pair
INNER JOIN area_month
    ON
        area_month.month BETWEEN pair.starts AND pair.ends
        OR area_month.month BETWEEN pair.before_starts AND pair.before_ends
INNER JOIN measure ON area_month.measure = measure.measure AND pair.dataset = measure.dataset
INNER JOIN place
    ON
        area_month.area_code = place.area_code
        AND (NOT place.small OR measure.sensitivity != 'sensitive')
GROUP BY ALL
HAVING
    count(area_month.why_blank) = 0
    AND count(*) = 2 * (date_diff('month', pair.starts, pair.ends) + 1)
ORDER BY ALL;
