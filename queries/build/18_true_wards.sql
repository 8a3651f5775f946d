-- true_wards: the look-up of an officer's true boundaries in the place of the derived one of the same ward set.
-- grain   (lsoa_code, lsoa_vintage); lsoa_ward, area
-- source  the file `file` of the data folder's `boundaries`, made by csp.ingest.ward_boundaries

CREATE OR REPLACE TEMP TABLE stg_true_ward AS
SELECT
    held.lsoa_code,
    held.lsoa_vintage,
    held.ward_code,
    held.ward_vintage,
    held.exact = 'true' AS exact
FROM read_csv(getvariable('true_wards_file'), all_varchar = true, header = true) AS held
SEMI JOIN area AS lsoa ON held.lsoa_code = lsoa.area_code AND held.lsoa_vintage = lsoa.vintage
SEMI JOIN area AS ward
    ON held.ward_code = ward.area_code AND ward.vintage = getvariable('true_wards_vintage');

-- Of small areas that the look-up does not know the derived one goes on standing.
DELETE FROM lsoa_ward
USING stg_true_ward AS known
WHERE
    lsoa_ward.ward_vintage = getvariable('true_wards_vintage')
    AND lsoa_ward.lsoa_code = known.lsoa_code
    AND lsoa_ward.lsoa_vintage = known.lsoa_vintage;

INSERT INTO lsoa_ward
SELECT lsoa_code, lsoa_vintage, ward_code, ward_vintage, exact
FROM stg_true_ward;

UPDATE area SET exact = true
WHERE kind = 'ward' AND vintage = getvariable('true_wards_vintage');

UPDATE area SET parent_code = known.ward_code
FROM stg_true_ward AS known
WHERE
    area.kind = 'lsoa'
    AND area.area_code = known.lsoa_code
    AND area.vintage = known.lsoa_vintage
    AND area.parent_code IN (
        SELECT ward.area_code FROM area AS ward
        WHERE ward.vintage = getvariable('true_wards_vintage')
    );
