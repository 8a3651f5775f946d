-- hours: events by hour of the week of one measure, area and period; each is spread over the hours in which
-- it may have begun.
-- grain   (weekday, hour)
-- columns weekday [0 is Monday], hour, events [not whole numbers]
SELECT
    weekday,
    hour,
    events
FROM hour_of_week
WHERE measure = $measure AND area_code = $area_code AND period = $period
ORDER BY weekday, hour;
