-- area_named: what one area is, in every vintage that knows its code.
-- grain   (vintage)
-- columns area_code, area_name, kind ['lsoa', 'ward', 'borough', 'district', 'force', 'group'], vintage, exact [boundary]
SELECT area_code, area_name, kind, vintage, exact
FROM area
WHERE area_code = $area_code
ORDER BY vintage;
