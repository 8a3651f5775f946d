-- areas_named: what every area is, in every vintage that knows its code.
-- grain   (area_code, vintage)
-- columns area_code, area_name, kind ['lsoa', 'ward', 'borough', 'district', 'force', 'group'], vintage, exact [boundary]
SELECT area_code, area_name, kind, vintage, exact
FROM area
ORDER BY area_code, vintage;
