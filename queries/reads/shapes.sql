-- shapes: prepared outlines of every area of one kind and vintage.
-- grain   (area_code)
-- columns area_code, area_name, shape_metres [GeoJSON geometry, British National Grid], geojson [the same in degrees]
SELECT area.area_code, area.area_name, boundary.shape_metres, boundary.geojson
FROM area
INNER JOIN boundary ON area.area_code = boundary.area_code AND area.vintage = boundary.vintage
WHERE area.kind = $kind AND area.vintage = $vintage
ORDER BY area.area_code;
