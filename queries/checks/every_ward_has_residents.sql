-- every_ward_has_residents: wards, districts and LSOAs without a single resident count. Empty is good.
-- dataset population
-- columns area_code, vintage, kind
SELECT area.area_code, area.vintage, area.kind
FROM area
ANTI JOIN population ON area.area_code = population.area_code
WHERE area.kind != 'group';
