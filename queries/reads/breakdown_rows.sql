-- breakdown_rows: the rows of one breakdown with the figures that they name; the whole last.
-- grain   (place)
-- columns place, label, whole, better, p, before_figure, before, before_stated, before_start, before_end, after_figure, after,
--         after_stated, after_start, after_end, unit, area_code, area_name [of the later, else of the earlier figure], number_figure,
--         number, beside_figure, beside, beside_stated, document [title], section
SELECT
    part.place,
    part.label,
    part.whole,
    part.better,
    part.p,
    part.before_figure,
    former.value AS before,
    former.stated AS before_stated,
    former.period_start AS before_start,
    former.period_end AS before_end,
    part.after_figure,
    latter.value AS after,
    latter.stated AS after_stated,
    latter.period_start AS after_start,
    latter.period_end AS after_end,
    coalesce(latter.unit, former.unit) AS unit,
    coalesce(latter.area_code, former.area_code) AS area_code,
    area.area_name,
    part.number_figure,
    stated_number.value AS number,
    part.beside_figure,
    next_to.value AS beside,
    next_to.stated AS beside_stated,
    document.title AS document,
    coalesce(latter.section, former.section) AS section
FROM published_breakdown_row AS part
LEFT JOIN published_figure AS former ON part.before_figure = former.figure
LEFT JOIN published_figure AS latter ON part.after_figure = latter.figure
LEFT JOIN published_figure AS stated_number ON part.number_figure = stated_number.figure
LEFT JOIN published_figure AS next_to ON part.beside_figure = next_to.figure
LEFT JOIN document ON coalesce(latter.document, former.document) = document.document
LEFT JOIN (SELECT DISTINCT area_code, area_name FROM area) AS area
    ON coalesce(latter.area_code, former.area_code) = area.area_code
WHERE part.breakdown = $breakdown
ORDER BY part.whole, part.place;
