-- every_area_has_a_boundary: wards, LSOAs and districts that a map could not draw. Empty is good.
-- dataset boundaries
-- columns area_code, vintage, kind
SELECT area.area_code, area.vintage, area.kind
FROM area
ANTI JOIN boundary ON area.area_code = boundary.area_code AND area.vintage = boundary.vintage
WHERE area.kind IN ('lsoa', 'ward', 'district', 'borough');
