-- wards: the wards of one set.
-- grain   (area_code)
-- columns area_code, area_name
SELECT area_code, area_name
FROM area
WHERE kind = 'ward' AND vintage = $vintage
ORDER BY area_name;
