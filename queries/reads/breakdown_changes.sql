-- breakdown_changes: partners' counts by one grouping in the borough, in the newest span and in the year before.
-- grain   (group_name)
-- columns group_name, starts, ends, events_before, events [counts], p [E-test, two-sided]
SELECT group_name, starts, ends, events_before, events, p
FROM breakdown_change
WHERE dataset = $dataset AND grouping = $grouping AND category = $category
ORDER BY events DESC, group_name ASC;
