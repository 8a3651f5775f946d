-- stg_open: the committed open tables, typed; one row as in each file of data/open.
-- source  data/open/*.csv (see the README there for publisher, licence and year)

INSERT INTO area
SELECT area_code, area_name, kind, vintage, exact = 'true', nullif(parent_code, '')
FROM read_csv(getvariable('open_folder') || '/area.csv', all_varchar = true, header = true);

INSERT INTO lsoa_ward
SELECT lsoa_code, lsoa_vintage, ward_code, ward_vintage, exact = 'true'
FROM read_csv(getvariable('open_folder') || '/lookup_lsoa_ward.csv', all_varchar = true, header = true);

CREATE TEMP TABLE stg_lsoa_district AS
SELECT lsoa_code, district_code
FROM read_csv(getvariable('open_folder') || '/lookup_lsoa_district.csv', all_varchar = true, header = true);

CREATE TEMP TABLE stg_population AS
SELECT area_code, vintage, basis, year::INTEGER AS year, people::INTEGER AS people
FROM read_csv(getvariable('open_folder') || '/population.csv', all_varchar = true, header = true);

INSERT INTO deprivation
SELECT
    area_code,
    edition,
    domain,
    nullif(score, '')::DOUBLE,
    nullif(rank, '')::DOUBLE,
    nullif(decile, '')::DOUBLE::INTEGER
FROM read_csv(getvariable('open_folder') || '/deprivation.csv', all_varchar = true, header = true);

CREATE TEMP TABLE stg_lsoa_carried AS
SELECT
    (month || '-01')::DATE AS month,
    lsoa_code,
    category,
    events::INTEGER AS events
FROM read_csv(getvariable('open_folder') || '/crime_lsoa_month.csv', all_varchar = true, header = true);

CREATE TEMP TABLE stg_district_carried AS
SELECT
    (month || '-01')::DATE AS month,
    district_code,
    category,
    events::INTEGER AS events
FROM read_csv(getvariable('open_folder') || '/crime_district_month.csv', all_varchar = true, header = true);

INSERT INTO label_position
SELECT
    area_code,
    panel,
    x::DOUBLE::INTEGER,
    y::DOUBLE::INTEGER,
    nullif(leader_x, '')::DOUBLE::INTEGER,
    nullif(leader_y, '')::DOUBLE::INTEGER,
    lines
FROM read_csv(
    getvariable('open_folder') || '/boundaries/label_positions.csv', all_varchar = true, header = true
);
