-- datasets: every dataset the file holds, with how far it reaches and how much of the newest 24 months is complete.
-- grain   (dataset)
-- columns dataset, title, publisher, licence, status, sensitivity, first_period, latest_period, received_at, sha256, rows,
--         complete_of_24 [months; blank where the dataset has no months],
--         smallest_shown, rounding [of protected counts; blank where counts stand as they are]
WITH newest AS (
    SELECT dataset, max(month) AS month FROM supply GROUP BY dataset
),

complete AS (
    SELECT supply.dataset, count(*) FILTER (WHERE supply.status = 'complete') AS months
    FROM supply
    INNER JOIN newest ON supply.dataset = newest.dataset
    WHERE supply.month > newest.month - INTERVAL 24 MONTH
    GROUP BY supply.dataset
)

SELECT
    dataset.dataset,
    dataset.title,
    dataset.publisher,
    dataset.licence,
    dataset.status,
    dataset.sensitivity,
    dataset.first_period,
    dataset.latest_period,
    dataset.received_at,
    coalesce(dataset.sha256, '') AS sha256,
    dataset.rows,
    complete.months AS complete_of_24,
    (release.audit::JSON -> 'protection' -> dataset.dataset ->> 'smallest_shown')::INTEGER AS smallest_shown,
    (release.audit::JSON -> 'protection' -> dataset.dataset ->> 'rounding')::INTEGER AS rounding
FROM dataset
CROSS JOIN release
LEFT JOIN complete ON dataset.dataset = complete.dataset
ORDER BY dataset.latest_period DESC NULLS LAST, dataset.title ASC;
