-- int_one_stop_shop: visits by month and ward of residence, added to int_partner_area and int_partner_place.
-- grain   (month, area_code, category)
-- columns events [visits]
-- Visitors from outside are under 'elsewhere', those of an unknown ward under 'not located'.
-- source  stg_one_stop_shop

CREATE TEMP TABLE int_one_stop_shop AS
SELECT
    period::DATE AS month,
    CASE ward WHEN 'outside_the_borough' THEN 'elsewhere' WHEN 'not_known' THEN 'not located' ELSE ward END
        AS area_code,
    sex AS category,
    sum(visits::INTEGER)::INTEGER AS events
FROM stg_one_stop_shop
GROUP BY ALL;

INSERT INTO int_partner_area
SELECT 'one_stop_shop', month, area_code, category, events
FROM int_one_stop_shop
UNION ALL
SELECT 'one_stop_shop', month, getvariable('area_code'), category, sum(events)
FROM int_one_stop_shop
WHERE area_code NOT IN ('elsewhere', 'not located')
GROUP BY ALL;

-- Visits are known by the ward set in force alone.
INSERT INTO int_partner_place
SELECT
    'one_stop_shop',
    held.month,
    area.area_code,
    area.kind,
    area.kind = 'ward' AND area.vintage
    != CASE
        WHEN held.month >= getvariable('wards_changed_on') THEN getvariable('newer_wards')
        ELSE getvariable('older_wards')
    END
FROM (SELECT DISTINCT month FROM int_one_stop_shop) AS held
INNER JOIN area
    ON area.kind = 'ward' OR (area.kind = 'borough' AND area.area_code = getvariable('area_code'))
UNION ALL
SELECT 'one_stop_shop', held.month, unnest(['elsewhere', 'not located']), 'none', false
FROM (SELECT DISTINCT month FROM int_one_stop_shop) AS held;
