-- district_figures: published counts of admissions to hospital, by district and year.
-- grain   (what, area_code, period_end)
-- columns figure, what, value, area_code, area_name, period_start, period_end
SELECT
    published_figure.figure,
    published_figure.what,
    published_figure.value,
    published_figure.area_code,
    area.area_name,
    published_figure.period_start,
    published_figure.period_end
FROM published_figure
INNER JOIN area ON published_figure.area_code = area.area_code AND area.kind IN ('borough', 'district')
WHERE
    published_figure.unit = 'admissions'
    AND published_figure.recompute IS NULL
    AND published_figure.period_end IS NOT NULL
QUALIFY
    count(*) OVER (PARTITION BY published_figure.what, published_figure.period_end) > 1
    AND count(*) OVER (PARTITION BY published_figure.what, published_figure.area_code) > 1
ORDER BY published_figure.what, area.area_name, published_figure.period_end;
