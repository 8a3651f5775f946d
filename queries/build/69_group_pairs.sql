-- group_pairs: partners' counts by group as they are published, the newest calendar year against the one before.
-- grain   (dataset, category, grouping, group_name)
-- columns starts, ends, events_before, events [counts; blank where hidden]
SELECT
    latest.dataset,
    latest.category,
    latest.grouping,
    latest.group_name,
    latest.starts,
    latest.ends,
    earlier.events AS events_before,
    latest.events
FROM breakdown_period AS latest
INNER JOIN period
    ON
        latest.dataset = period.dataset
        AND latest.starts = period.starts
        AND period.newest
        AND period.compare_starts IS NOT NULL
INNER JOIN breakdown_period AS earlier
    ON
        latest.dataset = earlier.dataset
        AND latest.area_code = earlier.area_code
        AND latest.category = earlier.category
        AND latest.grouping = earlier.grouping
        AND latest.group_name = earlier.group_name
        AND earlier.starts = (latest.starts - INTERVAL 1 YEAR)::DATE
ORDER BY ALL;
