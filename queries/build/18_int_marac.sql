-- int_marac: cases by month, for the borough alone, added to int_partner_area and int_partner_place.
-- grain   (month, category)
-- columns events [cases; children]
-- source  stg_marac

INSERT INTO int_partner_area
SELECT 'marac', period::DATE, getvariable('area_code'), counted.category, counted.events::INTEGER
FROM stg_marac
CROSS JOIN
    LATERAL (
        VALUES ('cases', cases), ('repeat_cases', repeat_cases), ('children', nullif(children, ''))
    ) AS counted (category, events)
WHERE counted.events IS NOT NULL;

INSERT INTO int_partner_place
SELECT DISTINCT 'marac', period::DATE, getvariable('area_code'), 'borough', FALSE
FROM stg_marac;
