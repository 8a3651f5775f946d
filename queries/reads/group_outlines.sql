-- group_outlines: the groups of one partition as land, the rest of the borough last, and where names stand.
-- grain   (area_code)
-- columns area_code ['' for the rest], title [blank for the rest], shape_metres [GeoJSON geometry, British National Grid],
--         geojson [the same in degrees], x, y, town_x, town_y [metres; blank: not named there]
SELECT
    group_outline.area_code,
    area_group.title,
    group_outline.shape_metres,
    group_outline.geojson,
    group_outline.x,
    group_outline.y,
    group_outline.town_x,
    group_outline.town_y
FROM group_outline
LEFT JOIN area_group ON group_outline.area_code = area_group.area_code
WHERE group_outline.partition = $partition AND group_outline.ward_set = $ward_set
ORDER BY area_group.sort NULLS LAST;
