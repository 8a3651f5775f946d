-- ward_sets: the ward sets held, the newest with exact boundaries first.
-- grain   (vintage)
-- columns vintage, wards [count], exact [boundaries]
SELECT vintage, count(*) AS wards, bool_and(exact) AS exact
FROM area
WHERE kind = 'ward'
GROUP BY vintage
ORDER BY exact DESC, vintage DESC;
