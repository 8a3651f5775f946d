-- dataset_reach: how far a dataset reaches and how many rows the file holds of it.
-- grain   one row
-- columns first_period, latest_period [first day of the month or year; blank where it has none], rows

WITH reach AS (
    SELECT
        measure.dataset,
        min(area_month.month) AS first_period,
        max(area_month.month) AS latest_period,
        count(*) AS rows
    FROM area_month
    INNER JOIN measure ON area_month.measure = measure.measure
    GROUP BY measure.dataset
    UNION ALL
    SELECT 'population', make_date(min(year), 1, 1), make_date(max(year), 1, 1), count(*)
    FROM population
    UNION ALL
    SELECT
        'deprivation',
        make_date(min(edition)::INTEGER, 1, 1),
        make_date(max(edition)::INTEGER, 1, 1),
        count(*)
    FROM deprivation
    UNION ALL
    SELECT survey, min(asked_on), max(asked_on), count(*)
    FROM survey_wave
    WHERE status != 'published'
    GROUP BY survey
    UNION ALL
    SELECT 'boundaries', NULL, NULL, count(*)
    FROM boundary
    UNION ALL
    SELECT 'published', min(period_start), max(period_end), count(*)
    FROM published_figure
)

SELECT first_period, latest_period, rows
FROM reach
WHERE dataset = $dataset;
