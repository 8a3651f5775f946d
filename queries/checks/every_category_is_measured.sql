-- every_category_is_measured: months in which all crime is not the sum of its kinds. Empty is good.
-- dataset police_uk
-- columns area_code, month, total, parts [counts]
SELECT
    area_code,
    month,
    sum(events) FILTER (WHERE measure = 'crime_total_excl_asb') AS total,
    sum(events) FILTER (
        WHERE measure LIKE 'crime\_%' ESCAPE '\' AND measure != 'crime_total_excl_asb'
    ) AS parts
FROM area_month
GROUP BY ALL
HAVING total IS DISTINCT FROM parts;
