-- residents_of_year: residents of every district in one year, where they were counted or estimated for it.
-- grain   (area_code)
-- columns area_code, people, basis
SELECT population.area_code, population.people, population.basis
FROM population
INNER JOIN area ON population.area_code = area.area_code AND area.kind IN ('borough', 'district')
WHERE population.year = $year
ORDER BY population.area_code;
