-- signals: points of the borough's headline measures that fired a rule, newest first.
-- grain   (measure, month, rule)
-- columns measure, title, month, rule, direction, above [the average], limits
SELECT signal.measure, measure.title, signal.month, signal.rule, signal.direction, signal.above, signal.limits
FROM signal
INNER JOIN measure ON signal.measure = measure.measure
WHERE signal.area_code = $area_code AND signal.month >= $since
ORDER BY signal.month DESC, measure.title ASC, signal.rule ASC;
