-- newest_counts: every measure's events in the newest period of its dataset and residents, for each ward of one set, the borough, and all districts together.
-- grain   (measure, area_code)
-- columns measure, starts, ends [first days of months], area_code [the force area's for all districts together], area_name, kind ['ward', 'borough', 'district'],
--         events [count], people [residents], basis, year [of people], why_blank
-- A window that is published as one count is read as it stands; of any other the months are added up.
-- People are of the year nearest to the period; of two equally near the later. Sensitive measures are left out.
WITH place AS (
    SELECT area_code, area_name, kind, area_code AS own_code
    FROM area
    WHERE (kind = 'ward' AND vintage = $vintage) OR kind = 'borough'
    UNION ALL
    SELECT parent_code, 'all districts', 'district', area_code
    FROM area
    WHERE kind IN ('borough', 'district')
),

asked AS (
    SELECT measure.measure, period.starts, period.ends
    FROM measure
    INNER JOIN period ON measure.dataset = period.dataset AND period.newest
    WHERE measure.sensitivity != 'sensitive'
),

whole AS (
    SELECT area_period.measure, area_period.area_code, area_period.events, area_period.why_blank
    FROM asked
    INNER JOIN area_period
        ON
            asked.measure = area_period.measure
            AND asked.starts = area_period.starts
            AND asked.ends = area_period.ends
),

told AS (
    SELECT area_month.measure, area_month.area_code, area_month.events, area_month.why_blank
    FROM asked
    INNER JOIN area_month
        ON asked.measure = area_month.measure AND area_month.month BETWEEN asked.starts AND asked.ends
    ANTI JOIN whole ON area_month.measure = whole.measure AND area_month.area_code = whole.area_code
    UNION ALL
    SELECT measure, area_code, events, why_blank
    FROM whole
),

counted AS (
    SELECT
        told.measure,
        place.area_code,
        place.kind,
        sum(told.events)::INTEGER AS events,
        -- of several reasons the one that must not be softened; a sum of some districts is not that of all
        CASE
            WHEN bool_or(told.why_blank = 'hidden') THEN 'hidden'
            WHEN
                place.kind = 'district'
                AND count(DISTINCT told.area_code)
                < (SELECT count(*) FROM area WHERE area.kind IN ('borough', 'district'))
                THEN 'no data'
            ELSE max(told.why_blank)
        END AS why_blank
    FROM told
    INNER JOIN place ON told.area_code = place.own_code
    GROUP BY told.measure, place.area_code, place.kind
),

counted_place AS (
    SELECT DISTINCT area_code, area_name, kind FROM place
),

residents AS (
    SELECT place.area_code, place.kind, population.basis, population.year, sum(population.people) AS people
    FROM place
    INNER JOIN population ON place.own_code = population.area_code
    GROUP BY ALL
)

SELECT
    asked.measure,
    asked.starts,
    asked.ends,
    counted_place.area_code,
    counted_place.area_name,
    counted_place.kind,
    CASE WHEN counted.why_blank IS NULL THEN counted.events END AS events,
    residents.people::INTEGER AS people,
    residents.basis,
    residents.year,
    CASE WHEN counted.area_code IS NULL THEN 'no data' ELSE counted.why_blank END AS why_blank
FROM asked
CROSS JOIN counted_place
LEFT JOIN counted
    ON
        asked.measure = counted.measure
        AND counted_place.area_code = counted.area_code
        AND counted_place.kind = counted.kind
LEFT JOIN residents ON counted_place.area_code = residents.area_code AND counted_place.kind = residents.kind
QUALIFY
    row_number() OVER (
        PARTITION BY asked.measure, counted_place.area_code, counted_place.kind
        ORDER BY abs(residents.year - year(asked.ends)), residents.year DESC
    ) = 1
ORDER BY asked.measure, counted_place.kind, counted_place.area_name;
