-- hotspot_runs: which measure and period hotspots are worked out for, and on the LSOAs of which vintage.
-- grain   (measure, starts, ends)
-- columns measure, starts, ends, vintage ['2011', '2021']
-- A period that straddles the change of LSOA codes has none: its counts lie on two sets of areas.

SELECT
    measure.measure,
    period.starts,
    period.ends,
    CASE WHEN period.starts >= getvariable('codes_of_2021_from') THEN '2021' ELSE '2011' END AS vintage
FROM measure
CROSS JOIN period
WHERE
    period.starts >= getvariable('codes_of_2021_from')
    OR period.ends < getvariable('codes_of_2021_from')
ORDER BY period.starts, period.ends, measure.measure;
