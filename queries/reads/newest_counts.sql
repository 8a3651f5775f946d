-- newest_counts: every measure's events in the newest period of its dataset and residents, for each ward of one set, the borough, and all districts together.
-- grain   (measure, area_code)
-- columns measure, starts, ends [first days of months], area_code [the force area's for all districts together], area_name, kind ['ward', 'borough', 'district'],
--         events [count], people [residents], basis, year [of people], why_blank
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

counted AS (
    SELECT
        asked.measure,
        place.area_code,
        place.kind,
        sum(area_month.events)::INTEGER AS events,
        max(area_month.why_blank) AS why_blank
    FROM asked
    INNER JOIN area_month
        ON asked.measure = area_month.measure AND area_month.month BETWEEN asked.starts AND asked.ends
    INNER JOIN place ON area_month.area_code = place.own_code
    GROUP BY ALL
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
