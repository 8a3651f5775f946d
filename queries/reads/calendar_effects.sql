-- calendar_effects: events on named days against the same weekdays in the weeks around them, of one measure
-- and area.
-- grain   (effect)
-- columns effect, days [of it in the record], observed [events], expected [events],
--         ratio [observed for each expected], lower, upper [95% limits of the ratio]
SELECT
    effect,
    days,
    observed,
    expected,
    ratio,
    lower,
    upper
FROM calendar_effect
WHERE measure = $measure AND area_code = $area_code
ORDER BY effect;
