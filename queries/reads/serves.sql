-- serves: which of the Police and Crime Commissioner's and of the county's priorities those of one plan serve.
-- grain   (priority, whose, serves)
-- columns priority, whose, serves, note
SELECT priority, whose, serves, note
FROM priority_serves
WHERE plan = $plan
ORDER BY priority ASC, whose DESC, serves ASC;
