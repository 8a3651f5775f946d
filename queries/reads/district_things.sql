-- district_things: what is held of every district that may make two of them alike.
-- grain   (area_code)
-- columns area_code, area_name, residents [newest year held], basis, year, square_km [of the outline drawn],
--         density [residents a square kilometre], deprivation [average score, newest edition held], edition
WITH district AS (
    SELECT area_code, area_name, vintage
    FROM area
    WHERE kind IN ('borough', 'district')
),

residents AS (
    SELECT population.area_code, population.people, population.basis, population.year
    FROM population
    INNER JOIN district ON population.area_code = district.area_code
    QUALIFY row_number() OVER (PARTITION BY population.area_code ORDER BY population.year DESC) = 1
),

deprived AS (
    SELECT deprivation.area_code, deprivation.score, deprivation.edition
    FROM deprivation
    INNER JOIN district ON deprivation.area_code = district.area_code
    WHERE deprivation.domain = 'overall'
    QUALIFY row_number() OVER (PARTITION BY deprivation.area_code ORDER BY deprivation.edition DESC) = 1
)

SELECT
    district.area_code,
    district.area_name,
    residents.people AS residents,
    residents.basis,
    residents.year,
    area_size.square_km,
    residents.people / area_size.square_km AS density,
    deprived.score AS deprivation,
    deprived.edition
FROM district
LEFT JOIN residents ON district.area_code = residents.area_code
LEFT JOIN area_size ON district.area_code = area_size.area_code AND district.vintage = area_size.vintage
LEFT JOIN deprived ON district.area_code = deprived.area_code
ORDER BY district.area_name;
