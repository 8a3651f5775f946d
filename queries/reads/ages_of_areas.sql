-- ages_of_areas: the residents of every area by band of age, in every year for which they are held.
-- grain   (area_code, basis, year, age_band)
-- columns area_code, area_name, kind ['lsoa', 'ward', 'borough', 'district', 'force', 'group'], basis, year,
--         age_band [years of age], people [residents]
WITH place AS (
    SELECT area_code, min(area_name) AS area_name, min(kind) AS kind
    FROM area
    GROUP BY area_code
)

SELECT
    population_age.area_code,
    place.area_name,
    place.kind,
    population_age.basis,
    population_age.year,
    population_age.age_band,
    population_age.people
FROM population_age
INNER JOIN place ON population_age.area_code = place.area_code
ORDER BY
    place.kind,
    population_age.area_code,
    population_age.year,
    population_age.basis,
    population_age.age_band;
