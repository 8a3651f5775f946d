-- stg_survey: the surveys that the documents publish: their waves, and each stated share with its base.
-- grain   (survey, wave, question, answer, area_code)
-- columns percent [of the base], base [answers; blank where it was not published]
-- source  frames of data/published/survey.csv and survey_wave.csv, whose values are those of figure.csv and indicator.csv

INSERT INTO survey_wave
SELECT survey, wave, title, 'published', asked_on::DATE, method, intervals, source
FROM entered_survey_wave;

CREATE TEMP TABLE stg_survey AS
WITH entered AS (
    SELECT survey, wave, question, answer, area_code, figure, indicator, indicator_value, base_figure, note
    FROM entered_survey
),

-- An indicator that two priorities share is stated twice, with the same values.
promised AS (
    SELECT indicator, any_value(baseline) AS baseline, any_value(kent) AS kent
    FROM indicator
    GROUP BY indicator
)

SELECT
    entered.survey,
    entered.wave,
    entered.question,
    entered.answer,
    entered.area_code,
    CASE entered.indicator_value
        WHEN 'baseline' THEN promised.baseline WHEN 'kent' THEN promised.kent ELSE stated.value
    END AS percent,
    base.value::INTEGER AS base,
    entered.note,
    entered.figure,
    entered.base_figure
FROM entered
LEFT JOIN published_figure AS stated ON entered.figure = stated.figure
LEFT JOIN published_figure AS base ON entered.base_figure = base.figure
LEFT JOIN promised ON entered.indicator = promised.indicator
ORDER BY ALL;
