-- deprivation_of_areas: the deprivation of every small area, edition by edition and domain by domain, as published.
-- grain   (edition, domain, area_code)
-- columns area_code, area_name, edition, domain, score, rank [1 is the most deprived], decile [1 is the most deprived tenth]
WITH place AS (
    SELECT area_code, min(area_name) AS area_name
    FROM area
    GROUP BY area_code
)

SELECT
    deprivation.area_code,
    place.area_name,
    deprivation.edition,
    deprivation.domain,
    deprivation.score,
    deprivation.rank,
    deprivation.decile
FROM deprivation
INNER JOIN place ON deprivation.area_code = place.area_code
ORDER BY deprivation.edition, deprivation.domain, deprivation.area_code;
