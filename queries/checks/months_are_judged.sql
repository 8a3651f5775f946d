-- months_are_judged: months with counts that `supply` calls missing, or the other way round. Empty is good.
-- columns dataset, month, status, cells [counts held]
WITH held AS (
    SELECT measure.dataset, area_month.month, count(*) AS cells
    FROM area_month
    INNER JOIN measure ON area_month.measure = measure.measure
    GROUP BY ALL
)

SELECT
    coalesce(supply.dataset, held.dataset) AS dataset,
    coalesce(supply.month, held.month) AS month,
    coalesce(supply.status, 'not judged') AS status,
    coalesce(held.cells, 0) AS cells
FROM supply
FULL JOIN held ON supply.dataset = held.dataset AND supply.month = held.month
WHERE supply.status IS NULL OR (supply.status = 'missing') != (held.month IS NULL);
