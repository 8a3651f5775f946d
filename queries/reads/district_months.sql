-- district_months: one measure month by month, in one district and in all districts of the force together.
-- grain   (month)
-- columns month, status ['complete', 'incomplete', 'missing'], events, all_events [counts; blank where missing or hidden],
--         people, all_people [residents], basis, year [of both]
-- People are of the year nearest to the month; of two equally near the later.
WITH place AS (
    SELECT area_code, area_code = $area_code AS own
    FROM area
    WHERE kind IN ('borough', 'district')
),

counted AS (
    SELECT
        area_month.month,
        sum(area_month.events) FILTER (WHERE place.own) AS events,
        -- the sum of some would look like that of all
        if(count(*) = count(area_month.events), sum(area_month.events), NULL) AS all_events
    FROM area_month
    INNER JOIN place ON area_month.area_code = place.area_code
    WHERE area_month.measure = $measure
    GROUP BY area_month.month
),

residents AS (
    SELECT
        population.basis,
        population.year,
        sum(population.people) FILTER (WHERE place.own) AS people,
        sum(population.people) AS all_people
    FROM population
    INNER JOIN place ON population.area_code = place.area_code
    GROUP BY population.basis, population.year
    HAVING count(*) = (SELECT count(*) FROM area WHERE kind IN ('borough', 'district'))
)

SELECT
    supply.month,
    supply.status,
    counted.events::INTEGER AS events,
    counted.all_events::INTEGER AS all_events,
    residents.people::INTEGER AS people,
    residents.all_people::INTEGER AS all_people,
    residents.basis,
    residents.year
FROM supply
INNER JOIN measure ON supply.dataset = measure.dataset AND measure.measure = $measure
LEFT JOIN counted ON supply.month = counted.month
CROSS JOIN residents
QUALIFY
    row_number() OVER (
        PARTITION BY supply.month
        ORDER BY abs(residents.year - year(supply.month)), residents.year DESC
    ) = 1
ORDER BY supply.month;
