-- mart groups: the officer's groups of wards as areas: their parts, size, residents and counts.
-- grain   area_group, area: (area_code); area_part: (area_code, part_code); population and area_month as there
-- columns counts are the sums of the wards, blank in a month in which one of them is blank
-- source  entered_group, entered_group_ward (data/area_groups.toml); runs when every ward is counted and drawn

INSERT INTO area_group
SELECT area_code, title, partition, kind, ward_set, source, nullif(approved_by, ''), nullif(note, ''), sort
FROM entered_group;

INSERT INTO area_part
SELECT entered_group_ward.area_code, area.area_code AS part_code, area.vintage
FROM entered_group_ward
INNER JOIN area
    ON
        entered_group_ward.ward = area.area_name
        AND entered_group_ward.ward_set = area.vintage
        AND area.kind = 'ward';

INSERT INTO area
SELECT
    area_group.area_code,
    area_group.title,
    'group',
    area_group.ward_set,
    bool_and(ward.exact),
    any_value(ward.parent_code)
FROM area_group
INNER JOIN area_part ON area_group.area_code = area_part.area_code
INNER JOIN area AS ward ON area_part.part_code = ward.area_code AND area_part.vintage = ward.vintage
GROUP BY ALL;

INSERT INTO area_size
SELECT area_part.area_code, area_part.vintage, sum(area_size.square_km)
FROM area_part
INNER JOIN area_size ON area_part.part_code = area_size.area_code AND area_part.vintage = area_size.vintage
GROUP BY ALL;

CREATE TEMP TABLE stg_group_wards AS
SELECT area_code, count(*) AS wards
FROM area_part
GROUP BY area_code;

-- Residents of a year, and counts of a month, are those of all its wards, or not known.
INSERT INTO population
SELECT area_part.area_code, population.basis, population.year, sum(population.people)
FROM area_part
INNER JOIN population ON area_part.part_code = population.area_code
INNER JOIN stg_group_wards AS own ON area_part.area_code = own.area_code
GROUP BY area_part.area_code, population.basis, population.year
HAVING count(*) = any_value(own.wards);

INSERT INTO area_month
SELECT
    area_part.area_code,
    area_month.measure,
    area_month.month,
    CASE WHEN count(area_month.why_blank) = 0 THEN sum(area_month.events)::INTEGER END,
    -- of several reasons the one that must not be softened
    CASE WHEN bool_or(area_month.why_blank = 'hidden') THEN 'hidden' ELSE max(area_month.why_blank) END
FROM area_part
INNER JOIN area_month ON area_part.part_code = area_month.area_code
INNER JOIN stg_group_wards AS own ON area_part.area_code = own.area_code
GROUP BY area_part.area_code, area_month.measure, area_month.month
HAVING count(*) = any_value(own.wards)
ORDER BY area_month.measure, area_part.area_code, area_month.month;
