-- not_located: events of one measure in one period that have no place, and all of the force's.
-- grain   one row
-- columns not_located, force [counts]
SELECT
    (coalesce(sum(events) FILTER (WHERE area_code = 'not located'), 0))::INTEGER AS not_located,
    (coalesce(sum(events) FILTER (WHERE area_code = $whole), 0))::INTEGER AS force
FROM area_month
WHERE
    measure = $measure
    AND month BETWEEN $starts AND $ends
    AND area_code IN ('not located', $whole);
