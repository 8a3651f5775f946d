-- breakdowns: the breakdowns under one priority of a plan, in their order.
-- grain   (breakdown)
-- columns breakdown, title, counted, parts, form, better, note, lost [list of words], live_dataset, live_grouping, live_category,
--         live_measures, live_areas [lists]
SELECT
    made.breakdown,
    made.title,
    made.counted,
    made.parts,
    made.form,
    made.better,
    made.note,
    made.lost,
    made.live_dataset,
    made.live_grouping,
    made.live_category,
    made.live_measures,
    made.live_areas
FROM published_breakdown AS made
INNER JOIN published_breakdown_priority AS belongs ON made.breakdown = belongs.breakdown
WHERE belongs.plan = $plan AND belongs.priority = $priority
ORDER BY made.sort, made.breakdown;
