-- ages: the residents of an area by band of age, in every year for which they are held.
-- grain   (basis, year, age_band)
-- columns basis, year, age_band, people [residents]
SELECT basis, year, age_band, people
FROM population_age
WHERE area_code = $area_code
ORDER BY year, age_band;
