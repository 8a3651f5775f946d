-- priority_rounds: the rounds in which themes were scored, newest first.
-- grain   (year)
-- columns year, version [of the model], example [invented], note
SELECT year, version, example, note
FROM priority_round
ORDER BY year DESC;
