-- priority_scores: the scores of one round as they were given.
-- grain   (theme, criterion)
-- columns theme, criterion, score [point of the criterion's scale], scorer [a role], scored_on, evidence
SELECT theme, criterion, score, scorer, scored_on, evidence
FROM priority_score
WHERE year = $year
ORDER BY theme, criterion;
