-- int_crime: counts of the months held, by LSOA of the borough and by district of the force.
-- Raw months replace the carried counts of the same month, whole.
-- source  stg_police_uk (raw), stg_*_carried (data/open)

CREATE TEMP TABLE int_lsoa AS
SELECT raw.month, raw.lsoa_code, raw.category, raw.events
FROM stg_police_uk AS raw
INNER JOIN stg_lsoa_district AS district
    ON raw.lsoa_code = district.lsoa_code AND district.district_code = getvariable('area_code')
UNION ALL
SELECT carried.month, carried.lsoa_code, carried.category, carried.events
FROM stg_lsoa_carried AS carried
ANTI JOIN stg_police_uk AS raw ON carried.month = raw.month;

CREATE TEMP TABLE int_district AS
SELECT
    raw.month,
    CASE WHEN raw.lsoa_code = '' THEN 'not located' ELSE coalesce(district.district_code, 'elsewhere') END
        AS area_code,
    raw.category,
    sum(raw.events)::INTEGER AS events
FROM stg_police_uk AS raw
LEFT JOIN stg_lsoa_district AS district ON raw.lsoa_code = district.lsoa_code
GROUP BY ALL
UNION ALL
SELECT carried.month, carried.district_code, carried.category, carried.events
FROM stg_district_carried AS carried
ANTI JOIN stg_police_uk AS raw ON carried.month = raw.month;

-- LSOAs and both ward sets of the borough: ward counts are sums of LSOA counts of the month's own vintage.
CREATE TEMP TABLE int_area AS
SELECT month, lsoa_code AS area_code, category, events FROM int_lsoa
UNION ALL
SELECT crime.month, lookup.ward_code, crime.category, sum(crime.events)
FROM int_lsoa AS crime
INNER JOIN lsoa_ward AS lookup
    ON
        crime.lsoa_code = lookup.lsoa_code
        AND lookup.lsoa_vintage
        = CASE WHEN crime.month >= getvariable('codes_of_2021_from') THEN '2021' ELSE '2011' END
GROUP BY ALL
UNION ALL
SELECT month, area_code, category, events FROM int_district
UNION ALL
SELECT month, getvariable('force_code'), category, sum(events) FROM int_district
GROUP BY ALL;
