-- indicators: what one plan promised to measure under one priority.
-- grain   (indicator)
-- columns indicator, unit, baseline, baseline_period, latest, latest_period, kent, target, target_words,
--         direction ['lower', 'higher', 'neither'], status, data_source, source, measure,
--         baseline_figure, latest_figure, kent_figure, target_figure [ids],
--         form ['count', 'batch', 'share', 'rate'], alike, target_rule [a word of csp.stats.promises],
--         baseline_base, latest_base [of a share: the published counts it is of], latest_ends [day],
--         latest_document [title], plan_starts, plan_ends [days]
SELECT
    indicator.indicator,
    indicator.unit,
    indicator.baseline,
    indicator.baseline_period,
    indicator.latest,
    indicator.latest_period,
    indicator.kent,
    indicator.target,
    indicator.target_words,
    indicator.direction,
    indicator.status,
    indicator.data_source,
    indicator.source,
    indicator.measure,
    indicator.baseline_figure,
    indicator.latest_figure,
    indicator.kent_figure,
    indicator.target_figure,
    indicator.form,
    indicator.alike,
    indicator.target_rule,
    baseline_base.value AS baseline_base,
    latest_base.value AS latest_base,
    latest.period_end AS latest_ends,
    document.title AS latest_document,
    plan.starts AS plan_starts,
    plan.ends AS plan_ends
FROM indicator
INNER JOIN plan ON indicator.plan = plan.plan
LEFT JOIN published_figure AS latest ON indicator.latest_figure = latest.figure
LEFT JOIN published_figure AS baseline_base ON indicator.baseline_base_figure = baseline_base.figure
LEFT JOIN published_figure AS latest_base ON indicator.latest_base_figure = latest_base.figure
LEFT JOIN document ON latest.document = document.document
WHERE indicator.plan = $plan AND indicator.priority = $priority;
