-- references_are_known: plans, priorities, indicators, measures and figures that are spoken of but not held. Empty is good.
-- dataset published
-- columns what, reference
SELECT 'priority of an indicator' AS what, indicator.plan || ': ' || indicator.priority AS reference
FROM indicator
ANTI JOIN priority ON indicator.plan = priority.plan AND indicator.priority = priority.priority
UNION ALL
SELECT 'figure of a priority', figure
FROM (
    SELECT unnest([latest_figure, before_figure]) AS figure
    FROM priority
)
WHERE figure IS NOT NULL AND figure NOT IN (SELECT figure FROM published_figure)
UNION ALL
SELECT 'document of a figure', document
FROM published_figure
WHERE document NOT IN (SELECT document FROM document)
UNION ALL
SELECT 'measure of an indicator', measure
FROM indicator
WHERE measure IS NOT NULL AND measure NOT IN (SELECT measure FROM measure)
UNION ALL
SELECT 'indicator of an action', concat_ws(': ', action.plan, action.priority, action.indicator)
FROM action
ANTI JOIN indicator
    ON
        action.plan = indicator.plan
        AND action.priority = indicator.priority
        AND action.indicator = indicator.indicator
WHERE action.indicator IS NOT NULL
UNION ALL
SELECT 'measure of an action', measure
FROM action
WHERE measure IS NOT NULL AND measure NOT IN (SELECT measure FROM measure);
