-- ward_lineage: the wards of the other sets that share residents with one ward, the largest part first.
-- grain   (other_code)
-- columns other_code, other_name, other_vintage, people [residents of both], own_people, other_people [residents of each],
--         basis, year [of the residents], exact [whether the parts are]
-- Parts are whole small areas of the newest count of residents, each in the ward that it fits best.
WITH newest AS (
    SELECT max(population.year) AS year
    FROM population
    INNER JOIN area ON population.area_code = area.area_code AND area.kind = 'lsoa'
),

-- the small areas of the newest vintage that is looked up
place AS (
    SELECT lsoa_code, ward_code, ward_vintage, exact
    FROM lsoa_ward
    QUALIFY lsoa_vintage = max(lsoa_vintage) OVER ()
),

peopled AS (
    SELECT place.*, population.people, population.basis, population.year
    FROM place
    INNER JOIN population ON place.lsoa_code = population.area_code
    INNER JOIN newest ON population.year = newest.year
),

whole AS (
    SELECT ward_code, sum(people) AS people FROM peopled GROUP BY ward_code
)

SELECT
    other.ward_code AS other_code,
    area.area_name AS other_name,
    other.ward_vintage AS other_vintage,
    sum(own.people)::INTEGER AS people,
    any_value(own_whole.people)::INTEGER AS own_people,
    any_value(other_whole.people)::INTEGER AS other_people,
    any_value(own.basis) AS basis,
    any_value(own.year) AS year,
    bool_and(own.exact AND other.exact) AS exact
FROM peopled AS own
INNER JOIN peopled AS other ON own.lsoa_code = other.lsoa_code AND own.ward_vintage != other.ward_vintage
INNER JOIN area ON other.ward_code = area.area_code AND other.ward_vintage = area.vintage
INNER JOIN whole AS own_whole ON own.ward_code = own_whole.ward_code
INNER JOIN whole AS other_whole ON other.ward_code = other_whole.ward_code
WHERE own.ward_code = $area_code
GROUP BY ALL
ORDER BY people DESC, other_name ASC;
