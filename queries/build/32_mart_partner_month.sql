-- mart partner_month: what partners sent, by area and month, added to area_month.
-- grain   (area_code, measure, month)
-- columns events [count; 0 is a true zero of a month sent], why_blank ['no data' where the place is not known closely enough]
-- source  int_partner_area, int_partner_place; measure_category ties categories to measures

INSERT INTO area_month
WITH counted AS (
    SELECT
        int_partner_area.area_code,
        measure_category.measure,
        int_partner_area.month,
        sum(int_partner_area.events) AS events
    FROM int_partner_area
    INNER JOIN measure_category ON int_partner_area.category = measure_category.category
    INNER JOIN measure
        ON measure_category.measure = measure.measure AND int_partner_area.dataset = measure.dataset
    GROUP BY ALL
)

SELECT
    place.area_code,
    measure.measure,
    place.month,
    CASE WHEN NOT bool_or(place.unknown) THEN coalesce(any_value(counted.events), 0)::INTEGER END,
    CASE WHEN bool_or(place.unknown) THEN 'no data' END
FROM int_partner_place AS place
INNER JOIN measure ON place.dataset = measure.dataset
INNER JOIN measure_category
    ON
        measure.measure = measure_category.measure
        AND coalesce(place.category, measure_category.category) = measure_category.category
LEFT JOIN counted
    ON
        place.area_code = counted.area_code
        AND measure.measure = counted.measure
        AND place.month = counted.month
GROUP BY place.area_code, measure.measure, place.month
ORDER BY measure.measure, place.area_code, place.month;
