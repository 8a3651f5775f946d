-- drawn_outlines: outlines made ready for one panel of the flat map; only areas that it shows.
-- grain   (area_code)
-- columns area_code, outline [GeoJSON geometry, British National Grid], inside_x, inside_y [metres], square_metres
SELECT area_code, outline, inside_x, inside_y, square_metres
FROM drawn_outline
WHERE kind = $kind AND vintage = $vintage AND partition = $partition AND panel = $panel
ORDER BY area_code;
