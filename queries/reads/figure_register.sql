-- figure_register: every figure of the documents, by theme, the newest document first, then as it was entered.
-- grain   (figure)
-- columns figure, document, title, dated [of the document], section, theme, what, value, stated [text, with the document's own decimals],
--         unit, period_start, period_end, area_code, area_name [blank for the whole county and where none is stated],
--         comparator [words or an id], recompute [a form and ids], recomputed, difference
SELECT
    published_figure.figure,
    published_figure.document,
    document.title,
    document.dated,
    published_figure.section,
    published_figure.theme,
    published_figure.what,
    published_figure.value,
    published_figure.stated,
    published_figure.unit,
    published_figure.period_start,
    published_figure.period_end,
    published_figure.area_code,
    area.area_name,
    published_figure.comparator,
    published_figure.recompute,
    published_figure.recomputed,
    published_figure.difference
FROM published_figure
INNER JOIN document ON published_figure.document = document.document
LEFT JOIN (SELECT DISTINCT area_code, area_name FROM area) AS area
    ON published_figure.area_code = area.area_code
ORDER BY published_figure.theme ASC, document.rowid DESC, published_figure.rowid ASC;
