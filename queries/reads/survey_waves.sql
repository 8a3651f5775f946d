-- survey_waves: the waves of one survey, oldest first; a wave both published and supplied has two rows.
-- grain   (wave, status)
-- columns wave, title, status ['published', 'partner', 'illustrative'], asked_on, method,
--         intervals ['random', 'if random', 'none'], source
SELECT wave, title, status, asked_on, method, intervals, source
FROM survey_wave
WHERE survey = $survey
ORDER BY asked_on, status;
