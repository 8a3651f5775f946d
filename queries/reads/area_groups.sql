-- area_groups: the officer's groups of wards, in the order of the file.
-- grain   (area_code)
-- columns area_code, title, partition, kind ['urban', 'rural', 'other'], ward_set, wards [names with ', '], source,
--         approved_by [blank: a draft], note, square_km
SELECT
    area_group.area_code,
    area_group.title,
    area_group.partition,
    area_group.kind,
    area_group.ward_set,
    string_agg(ward.area_name, ', ' ORDER BY ward.area_name) AS wards,
    area_group.source,
    area_group.approved_by,
    area_group.note,
    any_value(area_size.square_km) AS square_km
FROM area_group
INNER JOIN area_part ON area_group.area_code = area_part.area_code
INNER JOIN area AS ward ON area_part.part_code = ward.area_code AND area_part.vintage = ward.vintage
LEFT JOIN area_size ON area_group.area_code = area_size.area_code
GROUP BY ALL
ORDER BY any_value(area_group.sort);
