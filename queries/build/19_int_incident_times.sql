-- int_incident_times: when each incident of domestic abuse can have begun, once for each area it is counted in.
-- grain   (incident, area_code)
-- columns area_code [borough, and the ward of the set in force], month, starts, ends [to the hour; ends = starts where
--         one moment is given]
-- source  stg_domestic_abuse; rows without a place are left out, as they are from every area's count

SELECT place.area_code, crime.month, crime.starts, crime.ends
FROM (
    SELECT
        crime.period::DATE AS month,
        crime."from"::TIMESTAMP AS starts,
        coalesce(nullif(crime."to", ''), crime."from")::TIMESTAMP AS ends,
        coalesce(lookup.ward_code, crime.ward) AS ward_code
    FROM stg_domestic_abuse AS crime
    INNER JOIN int_domestic_abuse_month AS held ON crime.period::DATE = held.month
    LEFT JOIN lsoa_ward AS lookup
        ON
            crime.lsoa_code = lookup.lsoa_code
            AND held.lsoa_vintage = lookup.lsoa_vintage
            AND held.ward_vintage = lookup.ward_vintage
    WHERE crime.lsoa_code != '' OR crime.ward != ''
) AS crime
CROSS JOIN LATERAL (VALUES (crime.ward_code), (getvariable('area_code'))) AS place (area_code)
ORDER BY ALL;
