-- residents: the residents of an area in every year for which a count or an estimate is held.
-- grain   (basis, year)
-- columns year, basis, people
SELECT year, basis, people
FROM population
WHERE area_code = $area_code
ORDER BY year;
