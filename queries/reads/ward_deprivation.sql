-- ward_deprivation: where a ward's small areas stand among all of England, edition by edition, as published.
-- grain   (edition, area_code)
-- columns edition, area_code, area_name, rank [1 is the most deprived], decile [1 is the most deprived tenth]
SELECT DISTINCT
    deprivation.edition,
    deprivation.area_code,
    area.area_name,
    deprivation.rank,
    deprivation.decile
FROM deprivation
INNER JOIN lsoa_ward ON deprivation.area_code = lsoa_ward.lsoa_code AND lsoa_ward.ward_code = $area_code
INNER JOIN area ON lsoa_ward.lsoa_code = area.area_code AND lsoa_ward.lsoa_vintage = area.vintage
WHERE deprivation.domain = 'overall' AND deprivation.decile IS NOT NULL
ORDER BY deprivation.edition, deprivation.rank;
