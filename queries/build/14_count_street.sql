-- count_street: one month of one raw street-level file, counted as published: one row per LSOA code and category.
-- grain   (lsoa_code, category)
-- columns lsoa_code ['' where the row has no location], category, events [count]
-- source  data.police.uk street-level CSV; every row is one incident, identical rows included

SELECT
    coalesce("LSOA code", '') AS lsoa_code,
    replace(replace(lower("Crime type"), ' ', '_'), '-', '_') AS category,
    count(*)::INTEGER AS events
-- nothing is guessed: a stray mark in one row must not change how the others are read
FROM
    read_csv(
        $file,
        all_varchar = true, header = true, delim = ',', quote = '"', escape = '"', comment = '', skip = 0
    )
GROUP BY ALL
ORDER BY ALL;
