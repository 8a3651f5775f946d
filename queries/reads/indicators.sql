-- indicators: what one plan promised to measure under one priority.
-- grain   (indicator)
-- columns indicator, unit, baseline, baseline_period, latest, latest_period, kent, target, target_words,
--         direction ['lower', 'higher', 'neither'], status, data_source, source, measure,
--         baseline_figure, latest_figure, kent_figure, target_figure [ids]
SELECT
    indicator,
    unit,
    baseline,
    baseline_period,
    latest,
    latest_period,
    kent,
    target,
    target_words,
    direction,
    status,
    data_source,
    source,
    measure,
    baseline_figure,
    latest_figure,
    kent_figure,
    target_figure
FROM indicator
WHERE plan = $plan AND priority = $priority;
