-- residents_of_areas: the residents of every area in every year for which a count or an estimate is held.
-- grain   (area_code, basis, year)
-- columns area_code, area_name, kind ['lsoa', 'ward', 'borough', 'district', 'force', 'group'],
--         vintages [the sets of areas that know the code, with ' and '], basis, year, people [residents]
WITH place AS (
    SELECT
        area_code,
        min(area_name) AS area_name,
        min(kind) AS kind,
        string_agg(vintage, ' and ' ORDER BY vintage) AS vintages
    FROM area
    GROUP BY area_code
)

SELECT
    population.area_code,
    place.area_name,
    place.kind,
    place.vintages,
    population.basis,
    population.year,
    population.people
FROM population
INNER JOIN place ON population.area_code = place.area_code
ORDER BY place.kind, population.area_code, population.year, population.basis;
