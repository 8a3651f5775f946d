-- breakdown_counts: partners' counts by group in the borough, in the newest span that the year before is held of.
-- grain   (dataset, category, grouping, group_name)
-- columns starts, ends, events_before, events [counts; 0 where a group has no row in a year that was sent]
-- Counts of all categories together stand under category '' where a source has several.

WITH span AS (
    SELECT dataset, compare_starts AS starts, compare_ends AS ends
    FROM period
    WHERE newest AND compare_starts IS NOT NULL AND dataset != 'police_uk'
),

own AS (
    SELECT *
    FROM breakdown
    WHERE area_code = getvariable('area_code')
),

told AS (
    SELECT dataset, month, category, grouping, group_name, events FROM own
    UNION ALL
    SELECT dataset, month, '', grouping, group_name, events FROM own
)

SELECT
    told.dataset,
    told.category,
    told.grouping,
    told.group_name,
    span.starts,
    span.ends,
    coalesce(sum(told.events) FILTER (WHERE told.month < span.starts), 0)::INTEGER AS events_before,
    coalesce(sum(told.events) FILTER (WHERE told.month >= span.starts), 0)::INTEGER AS events
FROM told
INNER JOIN span
    ON
        told.dataset = span.dataset
        AND (
            told.month BETWEEN span.starts AND span.ends
            OR told.month BETWEEN span.starts - INTERVAL 1 YEAR AND span.ends - INTERVAL 1 YEAR
        )
GROUP BY ALL
ORDER BY ALL;
