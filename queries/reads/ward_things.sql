-- ward_things: what is held of every ward of one set that may make two of them alike.
-- grain   (area_code)
-- columns area_code, area_name, residents [newest year held], basis, year, square_km [of the outline drawn],
--         density [residents a square kilometre],
--         deprived [per cent of its small areas in the most deprived three tenths of England, newest edition held], edition,
--         under_18, over_64 [per cent of residents, newest year with ages], ages_year
WITH ward AS (
    SELECT area_code, area_name, vintage
    FROM area
    WHERE kind = 'ward' AND vintage = $vintage
),

residents AS (
    SELECT population.area_code, population.people, population.basis, population.year
    FROM population
    INNER JOIN ward ON population.area_code = ward.area_code
    QUALIFY row_number() OVER (PARTITION BY population.area_code ORDER BY population.year DESC) = 1
),

edition AS (
    SELECT max(edition) AS edition FROM deprivation WHERE decile IS NOT NULL
),

small_area AS (
    SELECT DISTINCT lsoa_ward.ward_code, deprivation.area_code, deprivation.decile, deprivation.edition
    FROM deprivation
    INNER JOIN edition ON deprivation.edition = edition.edition
    INNER JOIN lsoa_ward ON deprivation.area_code = lsoa_ward.lsoa_code
    WHERE deprivation.domain = 'overall' AND deprivation.decile IS NOT NULL
),

deprived AS (
    SELECT
        ward_code,
        any_value(edition) AS edition,
        100.0 * count(*) FILTER (WHERE decile <= 3) / count(*) AS share
    FROM small_area
    GROUP BY ward_code
),

ages AS (
    SELECT
        population_age.area_code,
        population_age.year,
        100.0 * sum(people) FILTER (WHERE age_band = '0 to 17') / sum(people) AS under_18,
        100.0 * sum(people) FILTER (WHERE age_band = '65 and over') / sum(people) AS over_64
    FROM population_age
    INNER JOIN ward ON population_age.area_code = ward.area_code
    GROUP BY population_age.area_code, population_age.year
    QUALIFY row_number() OVER (PARTITION BY population_age.area_code ORDER BY population_age.year DESC) = 1
)

SELECT
    ward.area_code,
    ward.area_name,
    residents.people AS residents,
    residents.basis,
    residents.year,
    area_size.square_km,
    residents.people / area_size.square_km AS density,
    deprived.share AS deprived,
    deprived.edition,
    ages.under_18,
    ages.over_64,
    ages.year AS ages_year
FROM ward
LEFT JOIN residents ON ward.area_code = residents.area_code
LEFT JOIN area_size ON ward.area_code = area_size.area_code AND ward.vintage = area_size.vintage
LEFT JOIN deprived ON ward.area_code = deprived.ward_code
LEFT JOIN ages ON ward.area_code = ages.area_code
ORDER BY ward.area_name;
