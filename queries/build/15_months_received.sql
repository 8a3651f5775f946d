-- months_received: how many of the months held come from received files, and replace carried counts.
-- grain   one row
-- columns received, replaced, held [months]
-- source  stg_police_uk (received), stg_district_carried (data/open)

WITH received AS (
    SELECT DISTINCT month FROM stg_police_uk
),

carried AS (
    SELECT DISTINCT month FROM stg_district_carried
)

SELECT
    count(received.month) AS received,
    count(*) FILTER (WHERE received.month IS NOT NULL AND carried.month IS NOT NULL) AS replaced,
    count(*) AS held
FROM received
FULL JOIN carried ON received.month = carried.month;
