-- months_are_judged: months with counts that `supply` calls missing, or the other way round. Empty is good.
-- columns month, status, cells [counts held]
SELECT
    coalesce(supply.month, held.month) AS month,
    coalesce(supply.status, 'not judged') AS status,
    coalesce(held.cells, 0) AS cells
FROM supply
FULL JOIN (SELECT month, count(*) AS cells FROM area_month GROUP BY month) AS held
    ON supply.month = held.month
WHERE
    supply.dataset IS DISTINCT FROM 'police_uk'
    OR (supply.status = 'missing') != (held.month IS NULL);
