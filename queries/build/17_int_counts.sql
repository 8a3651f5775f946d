-- int_counts: counts that partners send as counts, added to int_partner_area and int_partner_place; breakdown.
-- grain   (dataset, month, category, area_code); breakdown (…, grouping, group_name)
-- columns events [count]
-- Rows that name no ward are counted apart: 'elsewhere' lies outside the borough, 'not located' is not known.
-- source  frames `counted`, `grouped` and `asked` of csp.build.counts, from checked files of the partners

CREATE TEMP TABLE int_count AS
SELECT
    counted.dataset,
    counted.month::DATE AS month,
    counted.category,
    counted.area_code,
    coalesce(any_value(ward.kind), 'other') AS kind,
    sum(counted.events)::INTEGER AS events
FROM counted
LEFT JOIN (SELECT DISTINCT area_code, kind FROM area WHERE kind = 'ward') AS ward
    ON counted.area_code = ward.area_code
GROUP BY ALL;

-- The borough is the sum of its wards, unless the file gives it as a place of its own.
INSERT INTO int_partner_area
SELECT dataset, month, area_code, category, events FROM int_count
UNION ALL
SELECT wards.dataset, wards.month, getvariable('area_code'), wards.category, sum(wards.events)::INTEGER
FROM int_count AS wards
ANTI JOIN int_count AS borough
    ON
        wards.dataset = borough.dataset
        AND wards.month = borough.month
        AND wards.category = borough.category
        AND borough.area_code = getvariable('area_code')
WHERE wards.kind = 'ward'
GROUP BY ALL;

-- Which months and categories know every ward: those of a source placed by ward, and of any other a ward's row.
CREATE TEMP TABLE int_count_by_ward AS
SELECT DISTINCT asked.dataset, asked.month::DATE AS month, asked.category
FROM asked
LEFT JOIN int_count
    ON
        asked.dataset = int_count.dataset
        AND asked.month::DATE = int_count.month
        AND asked.category = int_count.category
        AND int_count.kind = 'ward'
WHERE asked.placed_by = 'ward' OR int_count.area_code IS NOT NULL;

-- Wards are known by the set in force alone. A ward without a row has none of the events; a district is unknown.
INSERT INTO int_partner_place
SELECT
    held.dataset,
    held.month,
    area.area_code,
    area.kind,
    area.kind = 'ward' AND area.vintage
    != CASE
        WHEN held.month >= getvariable('wards_changed_on') THEN getvariable('newer_wards')
        ELSE getvariable('older_wards')
    END AS unknown,
    held.category
FROM int_count_by_ward AS held
INNER JOIN area
    ON area.kind = 'ward' OR (area.kind = 'borough' AND area.area_code = getvariable('area_code'))
UNION ALL
SELECT held.dataset, held.month, unnest(['elsewhere', 'not located']), 'none', FALSE, held.category
FROM int_count_by_ward AS held
UNION ALL
SELECT held.dataset, held.month, held.area_code, 'other', FALSE, held.category
FROM int_count AS held
ANTI JOIN int_count_by_ward AS wards
    ON held.dataset = wards.dataset AND held.month = wards.month AND held.category = wards.category
UNION ALL
SELECT asked.dataset, asked.month::DATE, getvariable('area_code'), 'borough', FALSE, asked.category
FROM asked
ANTI JOIN int_count AS held
    ON
        asked.dataset = held.dataset
        AND asked.month::DATE = held.month
        AND asked.category = held.category
        AND held.area_code = getvariable('area_code')
WHERE asked.placed_by = 'borough';

INSERT INTO breakdown
SELECT
    grouped.dataset,
    grouped.area_code,
    grouped.month::DATE,
    grouped.category,
    grouped.grouping,
    grouped.group_name,
    sum(grouped.events)::INTEGER
FROM (
    SELECT * FROM grouped
    UNION ALL BY NAME
    SELECT part.* REPLACE (getvariable('area_code') AS area_code)
    FROM grouped AS part
    INNER JOIN (SELECT DISTINCT area_code FROM area WHERE kind = 'ward') AS ward
        ON part.area_code = ward.area_code
    ANTI JOIN int_count AS borough
        ON
            part.dataset = borough.dataset
            AND part.month::DATE = borough.month
            AND part.category = borough.category
            AND borough.area_code = getvariable('area_code')
) AS grouped
GROUP BY ALL;
