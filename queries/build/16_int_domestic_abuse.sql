-- int_domestic_abuse: incidents by month and place, once for each thing that a row is counted as.
-- grain   (month, category, lsoa_code, ward_code)
-- columns month, category, lsoa_code, ward_code ['' where not given], events [count]
-- source  stg_domestic_abuse (a checked file of the partner, or the illustrative extract)

CREATE TEMP TABLE int_domestic_abuse AS
WITH counted_as AS (
    SELECT
        period::DATE AS month,
        lsoa_code,
        ward AS ward_code,
        unnest(
            list_concat(
                ['incidents'],
                CASE WHEN crime_recorded = 'yes' THEN ['crime_recorded'] ELSE [] END,
                CASE WHEN repeat_victim = 'yes' THEN ['repeat_victim'] ELSE [] END,
                CASE WHEN high_risk = 'yes' THEN ['high_risk'] ELSE [] END
            )
        ) AS category
    FROM stg_domestic_abuse
)

SELECT month, category, lsoa_code, ward_code, count(*)::INTEGER AS events
FROM counted_as
GROUP BY ALL;

-- Which LSOA codes each month's incidents carry; a file carries one kind, and most codes are of both.
CREATE TEMP TABLE int_domestic_abuse_month AS
SELECT
    crime.month,
    CASE
        WHEN
            bool_or(
                crime.lsoa_code IN (SELECT area_code FROM area WHERE kind = 'lsoa')
                AND crime.lsoa_code NOT IN (
                    SELECT area_code FROM area WHERE kind = 'lsoa' AND vintage = '2011'
                )
            )
            THEN '2021'
        WHEN
            bool_or(
                crime.lsoa_code IN (SELECT area_code FROM area WHERE kind = 'lsoa')
                AND crime.lsoa_code NOT IN (
                    SELECT area_code FROM area WHERE kind = 'lsoa' AND vintage = '2021'
                )
            )
            THEN '2011'
        WHEN crime.month >= getvariable('codes_of_2021_from') THEN '2021'
        ELSE '2011'
    END AS lsoa_vintage,
    CASE
        WHEN crime.month >= getvariable('wards_changed_on') THEN getvariable('newer_wards')
        ELSE getvariable('older_wards')
    END AS ward_vintage,
    bool_or(crime.lsoa_code = '' AND crime.ward_code != '') AS by_name
FROM int_domestic_abuse AS crime
GROUP BY crime.month;

-- Small areas are counted only in months whose every placed row names one; a ward set that is not the one in
-- force is counted only there, too: what is known by name alone cannot be moved to other boundaries.
CREATE TEMP TABLE int_partner_place AS
SELECT
    'domestic_abuse' AS dataset,
    held.month,
    area.area_code,
    area.kind,
    held.by_name AND (area.kind = 'lsoa' OR (area.kind = 'ward' AND area.vintage != held.ward_vintage))
        AS unknown,
    NULL::VARCHAR AS category  -- of every kind of row alike
FROM int_domestic_abuse_month AS held
INNER JOIN area
    ON
        area.kind = 'ward'
        OR (area.kind = 'lsoa' AND held.lsoa_vintage = area.vintage)
        OR (area.kind = 'borough' AND area.area_code = getvariable('area_code'))
UNION ALL
SELECT 'domestic_abuse', held.month, 'not located', 'none', FALSE, NULL
FROM int_domestic_abuse_month AS held;

CREATE TEMP TABLE int_partner_area AS
SELECT 'domestic_abuse' AS dataset, month, lsoa_code AS area_code, category, sum(events)::INTEGER AS events
FROM int_domestic_abuse
WHERE lsoa_code != ''
GROUP BY ALL
UNION ALL
SELECT 'domestic_abuse', crime.month, lookup.ward_code, crime.category, sum(crime.events)
FROM int_domestic_abuse AS crime
INNER JOIN int_domestic_abuse_month AS held ON crime.month = held.month
INNER JOIN lsoa_ward AS lookup
    ON crime.lsoa_code = lookup.lsoa_code AND held.lsoa_vintage = lookup.lsoa_vintage
GROUP BY ALL
UNION ALL
SELECT 'domestic_abuse', month, ward_code, category, sum(events)
FROM int_domestic_abuse
WHERE lsoa_code = '' AND ward_code != ''
GROUP BY ALL
UNION ALL
SELECT
    'domestic_abuse',
    month,
    CASE WHEN lsoa_code = '' AND ward_code = '' THEN 'not located' ELSE getvariable('area_code') END,
    category,
    sum(events)
FROM int_domestic_abuse
GROUP BY ALL;
