-- published_pairs: the two published counts that stand for a priority, each pair once; units found many at a time are left out.
-- grain   (before_figure, latest_figure)
-- columns before_figure, latest_figure, before_value, latest_value [counts of equal lengths of time]
SELECT DISTINCT
    priority.before_figure,
    priority.latest_figure,
    before.value AS before_value,
    latest.value AS latest_value
FROM priority
INNER JOIN published_figure AS before ON priority.before_figure = before.figure
INNER JOIN published_figure AS latest ON priority.latest_figure = latest.figure
WHERE before.value IS NOT NULL AND latest.value IS NOT NULL AND NOT list_contains($in_batches, latest.unit)
ORDER BY ALL;
