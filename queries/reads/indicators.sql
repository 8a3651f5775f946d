-- indicators: what one plan promised to measure under one priority.
-- grain   (indicator)
-- columns indicator, unit, baseline, baseline_period, latest, latest_period, kent, target, target_words,
--         direction ['lower', 'higher', 'neither'], status, data_source, source, measure
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
    measure
FROM indicator
WHERE plan = $plan AND priority = $priority;
