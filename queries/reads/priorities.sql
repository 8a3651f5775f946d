-- priorities: the priorities of one plan with the published figures that stand for each.
-- grain   (priority)
-- columns priority, cross_cutting, sub_group, measure, measures [ids with a space between], latest, before [values],
--         what, latest_start, latest_end, before_start, before_end, document, section [of the latest figure],
--         latest_figure, before_figure [ids], p [E-test of the two; blank where none fits]
SELECT
    priority.priority,
    priority.cross_cutting,
    priority.sub_group,
    priority.measure,
    priority.measures,
    latest.value AS latest,
    before.value AS before,
    latest.what,
    latest.period_start AS latest_start,
    latest.period_end AS latest_end,
    before.period_start AS before_start,
    before.period_end AS before_end,
    document.title AS document,
    latest.section,
    priority.latest_figure,
    priority.before_figure,
    published_change.p
FROM priority
LEFT JOIN published_figure AS latest ON priority.latest_figure = latest.figure
LEFT JOIN published_figure AS before ON priority.before_figure = before.figure
LEFT JOIN published_change
    ON
        priority.latest_figure = published_change.latest_figure
        AND priority.before_figure = published_change.before_figure
LEFT JOIN document ON latest.document = document.document
WHERE priority.plan = $plan
ORDER BY priority.cross_cutting, priority.sort;
