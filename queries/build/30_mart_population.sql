-- mart population: residents of every area, by basis and year; wards are sums of their LSOAs.
-- grain   (area_code, basis, year)
-- columns people [residents]
-- source  data/open/population.csv. Estimates before 2021 are not rebased to the Census of 2021.

INSERT INTO population
SELECT area_code, basis, year, people FROM stg_population
UNION ALL
SELECT lookup.ward_code, people.basis, people.year, sum(people.people)
FROM stg_population AS people
INNER JOIN lsoa_ward AS lookup
    ON people.area_code = lookup.lsoa_code AND people.vintage = lookup.lsoa_vintage
GROUP BY ALL
UNION ALL
-- the force area: the sum of its districts
SELECT area.parent_code, people.basis, people.year, sum(people.people)
FROM stg_population AS people
INNER JOIN area ON people.area_code = area.area_code
WHERE area.kind IN ('borough', 'district')
GROUP BY ALL;
