-- force_crimes: crimes without anti-social behaviour of the whole force, month by month.
-- grain   (month)
-- columns month, events [count]

SELECT month, sum(events)::INTEGER AS events
FROM int_district
WHERE category != 'anti_social_behaviour'
GROUP BY month
ORDER BY month;
