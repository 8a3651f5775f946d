-- actions: what one plan set out to do, in the order of its priorities and of the file.
-- grain   (priority, four_p, action)
-- columns priority [blank: of no priority], four_p ['pursue', 'prevent', 'protect', 'prepare'; blank], action, lead, due,
--         status ['delivered', 'ongoing', 'on hold', 'discontinued', 'not reported'], update_note, source,
--         indicator, measure [id], measure_status [of its dataset: 'open', 'partner', 'illustrative'; blank where none is held]
SELECT
    action.priority,
    action.four_p,
    action.action,
    action.lead,
    action.due,
    action.status,
    action.update_note,
    action.source,
    action.indicator,
    action.measure,
    dataset.status AS measure_status
FROM action
LEFT JOIN priority ON action.plan = priority.plan AND action.priority = priority.priority
LEFT JOIN measure ON action.measure = measure.measure
LEFT JOIN dataset ON measure.dataset = dataset.dataset
WHERE action.plan = $plan
ORDER BY priority.cross_cutting NULLS LAST, priority.sort, action.rowid;
