-- stated_totals: what the partner file holds of the totals that published figures state, in the areas that each may be of.
-- grain   (figure, areas)
-- columns stated, held [counts; held is blank where a month of the total was not sent]
-- source  frame of [[known]] in data/disclosure.toml with the figures' values
WITH sent AS (
    SELECT
        stated_total.reading,
        count(area_month.events) AS months,
        sum(area_month.events) AS events
    FROM stated_total
    LEFT JOIN partner.area_month
        ON
            stated_total.measure = area_month.measure
            AND list_contains(stated_total.areas, area_month.area_code)
            AND area_month.month BETWEEN stated_total.starts AND stated_total.ends
    GROUP BY stated_total.reading
),

-- A group without a row in a month that was sent has none of the events.
grouped AS (
    SELECT
        stated_total.reading,
        coalesce(sum(breakdown.events), 0) AS events
    FROM stated_total
    INNER JOIN partner.measure ON stated_total.measure = measure.measure
    LEFT JOIN partner.breakdown
        ON
            measure.dataset = breakdown.dataset
            AND list_contains(stated_total.areas, breakdown.area_code)
            AND stated_total.category = breakdown.category
            AND stated_total.grouping = breakdown.grouping
            AND stated_total.group_name = breakdown.group_name
            AND breakdown.month BETWEEN stated_total.starts AND stated_total.ends
    GROUP BY stated_total.reading
)

SELECT
    stated_total.figure,
    stated_total.areas,
    stated_total.stated,
    CASE
        WHEN
            sent.months
            = len(stated_total.areas) * (datediff('month', stated_total.starts, stated_total.ends) + 1)
            THEN CASE WHEN stated_total.grouping = '' THEN sent.events ELSE grouped.events END
    END AS held
FROM stated_total
INNER JOIN sent ON stated_total.reading = sent.reading
LEFT JOIN grouped ON stated_total.reading = grouped.reading
ORDER BY stated_total.reading;
