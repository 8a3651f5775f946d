-- lsoa_wards: the ward that each LSOA of one vintage lies in, for one ward set.
-- grain   (area_code)
-- columns area_code, ward_code, ward [name]
SELECT lsoa_ward.lsoa_code AS area_code, lsoa_ward.ward_code, ward.area_name AS ward
FROM lsoa_ward
INNER JOIN area AS ward ON lsoa_ward.ward_code = ward.area_code AND lsoa_ward.ward_vintage = ward.vintage
WHERE lsoa_ward.lsoa_vintage = $lsoa_vintage AND lsoa_ward.ward_vintage = $ward_vintage
ORDER BY area_code;
