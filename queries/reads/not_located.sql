-- not_located: events of one measure in one period that have no place, and all of the force's.
-- grain   one row
-- columns not_located, force [counts; 0 where none is held, blank where one is hidden]
WITH whole AS (
    SELECT area_code, events
    FROM area_period
    WHERE measure = $measure AND starts = $starts AND ends = $ends
),

told AS (
    SELECT area_code, events
    FROM area_month
    WHERE
        measure = $measure
        AND month BETWEEN $starts AND $ends
        AND area_code NOT IN (SELECT area_code FROM whole)
    UNION ALL
    SELECT area_code, events
    FROM whole
)

SELECT
    if(
        count(*) FILTER (WHERE area_code = 'not located' AND events IS NULL) = 0,
        coalesce(sum(events) FILTER (WHERE area_code = 'not located'), 0)::INTEGER,
        NULL
    ) AS not_located,
    if(
        count(*) FILTER (WHERE area_code = $whole AND events IS NULL) = 0,
        coalesce(sum(events) FILTER (WHERE area_code = $whole), 0)::INTEGER,
        NULL
    ) AS force
FROM told;
