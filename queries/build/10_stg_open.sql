-- stg_open: the committed open tables, typed; one row as in each file of data/open.
-- source  data/open/*.csv (see the README there for publisher, licence and year)

CREATE TEMP TABLE stg_lsoa_district AS
SELECT lsoa_code, district_code
FROM read_csv(getvariable('open_folder') || '/lookup_lsoa_district.csv', all_varchar = true, header = true);

-- The settings say which district is ours; wards and LSOAs of another one are left out.
INSERT INTO area
SELECT
    held.area_code,
    held.area_name,
    CASE
        WHEN held.area_code = getvariable('area_code') THEN 'borough'
        WHEN held.kind = 'borough' THEN 'district'
        ELSE held.kind
    END,
    held.vintage,
    held.exact = 'true',
    nullif(held.parent_code, '')
FROM read_csv(getvariable('open_folder') || '/area.csv', all_varchar = true, header = true) AS held
LEFT JOIN stg_lsoa_district AS district ON held.area_code = district.lsoa_code
WHERE
    CASE held.kind
        WHEN 'ward' THEN held.parent_code = getvariable('area_code')
        WHEN 'lsoa' THEN district.district_code = getvariable('area_code')
        ELSE true
    END;

INSERT INTO lsoa_ward
SELECT lookup.lsoa_code, lookup.lsoa_vintage, lookup.ward_code, lookup.ward_vintage, lookup.exact = 'true'
FROM
    read_csv(getvariable('open_folder') || '/lookup_lsoa_ward.csv', all_varchar = true, header = true)
        AS lookup
SEMI JOIN area ON lookup.ward_code = area.area_code;

CREATE TEMP TABLE stg_population AS
SELECT held.area_code, held.vintage, held.basis, held.year::INTEGER AS year, held.people::INTEGER AS people
FROM read_csv(getvariable('open_folder') || '/population.csv', all_varchar = true, header = true) AS held
SEMI JOIN area ON held.area_code = area.area_code;

INSERT INTO deprivation
SELECT
    held.area_code,
    held.edition,
    held.domain,
    nullif(held.score, '')::DOUBLE,
    nullif(held.rank, '')::DOUBLE,
    nullif(held.decile, '')::DOUBLE::INTEGER
FROM read_csv(getvariable('open_folder') || '/deprivation.csv', all_varchar = true, header = true) AS held
SEMI JOIN area ON held.area_code = area.area_code;

CREATE TEMP TABLE stg_lsoa_carried AS
SELECT
    (held.month || '-01')::DATE AS month,
    held.lsoa_code,
    held.category,
    held.events::INTEGER AS events
FROM
    read_csv(getvariable('open_folder') || '/crime_lsoa_month.csv', all_varchar = true, header = true) AS held
SEMI JOIN area ON held.lsoa_code = area.area_code AND area.kind = 'lsoa';

CREATE TEMP TABLE stg_district_carried AS
SELECT
    (month || '-01')::DATE AS month,
    district_code,
    category,
    events::INTEGER AS events
FROM read_csv(getvariable('open_folder') || '/crime_district_month.csv', all_varchar = true, header = true);

INSERT INTO label_position
SELECT
    held.area_code,
    held.panel,
    held.x::DOUBLE::INTEGER,
    held.y::DOUBLE::INTEGER,
    nullif(held.leader_x, '')::DOUBLE::INTEGER,
    nullif(held.leader_y, '')::DOUBLE::INTEGER,
    held.lines
FROM
    read_csv(
        getvariable('open_folder') || '/boundaries/label_positions.csv', all_varchar = true, header = true
    ) AS held
SEMI JOIN area ON held.area_code = area.area_code;
