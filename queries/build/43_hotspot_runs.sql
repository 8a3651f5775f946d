-- hotspot_runs: which periods hotspots are worked out for, and on the LSOAs of which vintage.
-- grain   (starts, ends)
-- columns starts, ends, vintage ['2011', '2021']
-- A period that straddles the change of LSOA codes has none: its counts lie on two sets of areas.

SELECT
    starts,
    ends,
    CASE WHEN starts >= getvariable('codes_of_2021_from') THEN '2021' ELSE '2011' END AS vintage
FROM period
WHERE
    starts >= getvariable('codes_of_2021_from')
    OR ends < getvariable('codes_of_2021_from')
ORDER BY starts, ends;
