-- references_are_known: plans, priorities and figures that are spoken of but not held. Empty is good.
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
WHERE measure IS NOT NULL AND measure NOT IN (SELECT measure FROM measure);
