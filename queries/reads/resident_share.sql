-- resident_share: the share that one area has of the residents of another, at the newest count of both.
-- grain   one row
-- columns share [0 to 1], year, basis
SELECT part.people / whole.people AS share, part.year, part.basis
FROM population AS part
INNER JOIN population AS whole ON part.year = whole.year AND part.basis = whole.basis
WHERE part.area_code = $part AND whole.area_code = $whole
ORDER BY part.year DESC
LIMIT 1;
