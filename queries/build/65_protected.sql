-- protected: the counts of partners' datasets as they are published, from the frames `by_month`, `by_year` and `by_group`.
-- grain   area_month, area_period, breakdown_period
-- columns why_blank is 'hidden' for whatever reason a count is hidden

INSERT INTO area_month
SELECT area_code, measure, month, events, CASE WHEN events IS NULL THEN 'hidden' END
FROM by_month
ORDER BY measure, area_code, month;

INSERT INTO area_period
SELECT measure, area_code, starts, ends, events, CASE WHEN events IS NULL THEN 'hidden' END
FROM by_year
ORDER BY ALL;

INSERT INTO breakdown_period
SELECT
    dataset,
    area_code,
    starts,
    ends,
    category,
    grouping,
    group_name,
    events,
    CASE WHEN events IS NULL THEN 'hidden' END
FROM by_group
ORDER BY ALL;

-- Where a partner could not know an area, everybody may know that.
INSERT INTO area_month
SELECT held.area_code, held.measure, held.month, held.events, held.why_blank
FROM partner.area_month AS held
INNER JOIN partner.measure ON held.measure = measure.measure
WHERE
    held.why_blank IS NOT NULL
    AND held.measure NOT IN (SELECT measure FROM open_measure)
    AND held.area_code NOT IN (
        SELECT area.area_code FROM partner.area
        WHERE area.kind = 'lsoa' OR (measure.sensitivity = 'sensitive' AND area.kind IN ('ward', 'group'))
    )
ORDER BY held.measure, held.area_code, held.month;
