-- area_counts: events of one measure in one period and residents, for every area of one kind and vintage.
-- grain   (area_code)
-- columns area_code, area_name, exact [boundary], events [count], people [residents], basis, year [of people],
--         why_blank
-- A window that is published as one count is read as it stands; of any other the months are added up.
-- People are of the year nearest to the period; of two equally near the later.
WITH place AS (
    SELECT area_code, area_name, exact
    FROM area
    WHERE kind IN (SELECT unnest($kinds::VARCHAR[])) AND vintage = $vintage
),

whole AS (
    SELECT area_code, events, why_blank
    FROM area_period
    WHERE measure = $measure AND starts = $starts AND ends = $ends
),

counted AS (
    SELECT
        place.area_code,
        sum(area_month.events)::INTEGER AS events,
        -- of several reasons the one that must not be softened
        if(bool_or(area_month.why_blank = 'hidden'), 'hidden', max(area_month.why_blank)) AS why_blank
    FROM place
    INNER JOIN area_month ON place.area_code = area_month.area_code
    WHERE
        area_month.measure = $measure
        AND area_month.month BETWEEN $starts AND $ends
        AND place.area_code NOT IN (SELECT area_code FROM whole)
    GROUP BY place.area_code
    UNION ALL
    SELECT area_code, events, why_blank
    FROM whole
),

residents AS (
    SELECT place.area_code, population.people, population.basis, population.year
    FROM place
    INNER JOIN population ON place.area_code = population.area_code
    QUALIFY
        row_number() OVER (
            PARTITION BY place.area_code
            ORDER BY abs(population.year - year($ends::DATE)), population.year DESC
        ) = 1
)

SELECT
    place.area_code,
    place.area_name,
    place.exact,
    CASE WHEN counted.why_blank IS NULL THEN counted.events END AS events,
    residents.people,
    residents.basis,
    residents.year,
    CASE WHEN counted.area_code IS NULL THEN 'no data' ELSE counted.why_blank END AS why_blank
FROM place
LEFT JOIN counted ON place.area_code = counted.area_code
LEFT JOIN residents ON place.area_code = residents.area_code
ORDER BY place.area_name;
