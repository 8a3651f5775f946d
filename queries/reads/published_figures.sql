-- published_figures: some figures of the documents by their ids, with what their own parts give.
-- grain   (figure)
-- columns figure, what, value, unit, period_start, period_end, comparator, recomputed, difference, document [title], section
SELECT
    published_figure.figure,
    published_figure.what,
    published_figure.value,
    published_figure.unit,
    published_figure.period_start,
    published_figure.period_end,
    published_figure.comparator,
    published_figure.recomputed,
    published_figure.difference,
    document.title AS document,
    published_figure.section
FROM published_figure
INNER JOIN document ON published_figure.document = document.document
WHERE list_contains($figures, published_figure.figure)
ORDER BY published_figure.figure;
