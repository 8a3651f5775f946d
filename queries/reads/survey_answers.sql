-- survey_answers: the shares of answers of one survey, for the groups of one kind.
-- grain   (wave, status, question, answer, area_code, group_name)
-- columns wave, status, question, answer, area_code, area_name [blank for the whole county], group_name,
--         base, weighted_base [respondents], percent, lower, upper [percent of the base, 95%], why_blank, note,
--         figure, base_figure [ids of the published figures that state share and base]
SELECT
    survey_answer.wave,
    survey_answer.status,
    survey_answer.question,
    survey_answer.answer,
    survey_answer.area_code,
    area.area_name,
    survey_answer.group_name,
    survey_answer.base,
    survey_answer.weighted_base,
    survey_answer.percent,
    survey_answer.lower,
    survey_answer.upper,
    survey_answer.why_blank,
    survey_answer.note,
    survey_answer.figure,
    survey_answer.base_figure
FROM survey_answer
LEFT JOIN (SELECT DISTINCT area_code, area_name FROM area) AS area ON survey_answer.area_code = area.area_code
WHERE survey_answer.survey = $survey AND survey_answer.grouping = $grouping
ORDER BY
    survey_answer.wave,
    survey_answer.status,
    survey_answer.question,
    survey_answer.answer,
    area.area_name,
    survey_answer.group_name;
