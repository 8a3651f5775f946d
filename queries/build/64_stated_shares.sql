-- stated_shares: the shares of a survey that documents state with their base, where the partner's answers are of the same wave.
-- grain   (wave, question, answer, area_code)
-- columns figure, percent [of the base], half [per cent: what rounding may take or give], base, respondents, own_base [people]
SELECT
    told.figure,
    told.wave,
    told.question,
    told.answer,
    told.area_code,
    told.percent,
    0.5 * pow(10, -length(split_part(published_figure.stated, '.', 2))) AS half,
    told.base,
    own.respondents,
    every.respondents AS own_base
FROM partner.survey_answer AS told
INNER JOIN partner.published_figure ON told.figure = published_figure.figure
INNER JOIN partner.survey_count AS own
    ON
        told.survey = own.survey
        AND told.wave = own.wave
        AND told.question = own.question
        AND told.answer = own.answer
        AND told.area_code = own.area_code
        AND own.grouping = 'all'
        AND NOT own.weighted
INNER JOIN partner.survey_count AS every
    ON
        own.survey = every.survey
        AND own.wave = every.wave
        AND own.question = every.question
        AND every.answer = 'base'
        AND own.area_code = every.area_code
        AND own.grouping = every.grouping
        AND own.group_name = every.group_name
WHERE
    told.survey = $survey
    AND told.status = 'published'
    AND told.grouping = 'all'
    AND told.percent IS NOT NULL
    AND told.base IS NOT NULL
ORDER BY ALL;
