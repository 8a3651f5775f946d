-- invented_records_are_marked: illustrative records in a file that is not the demonstration, or a partner's in it.
-- Empty is good.
-- columns edition, what, status
SELECT release.edition, held.what, held.status
FROM release
CROSS JOIN (
    SELECT dataset AS what, status FROM dataset
    UNION ALL
    SELECT survey || ' ' || wave, status FROM survey_wave
    UNION ALL
    SELECT DISTINCT survey || ' ' || wave, status FROM survey_answer
    UNION ALL
    SELECT 'scores of ' || year, if(example, 'example', 'partner') FROM priority_round
) AS held
WHERE
    (held.status IN ('illustrative', 'example') AND release.edition != 'demonstration')
    OR (held.status = 'partner' AND release.edition = 'demonstration');
