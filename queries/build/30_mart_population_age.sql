-- mart population_age: residents by band of age; wards and the borough are sums of their LSOAs.
-- grain   (area_code, basis, year, age_band)
-- columns people [residents]
-- source  data/open/population_age.csv; runs only where that file is held

CREATE TEMP TABLE stg_population_age AS
SELECT area_code, vintage, basis, year::INTEGER AS year, age_band, people::INTEGER AS people
FROM read_csv(getvariable('open_folder') || '/population_age.csv', all_varchar = true, header = true);

INSERT INTO population_age
SELECT area_code, basis, year, age_band, people FROM stg_population_age
UNION ALL
SELECT lookup.ward_code, ages.basis, ages.year, ages.age_band, sum(ages.people)
FROM stg_population_age AS ages
INNER JOIN lsoa_ward AS lookup
    ON ages.area_code = lookup.lsoa_code AND ages.vintage = lookup.lsoa_vintage
GROUP BY ALL
UNION ALL
SELECT getvariable('area_code'), basis, year, age_band, sum(people)
FROM stg_population_age
GROUP BY ALL;
