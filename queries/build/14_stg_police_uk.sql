-- stg_police_uk: one month of one raw street file, counted as published: one row per LSOA code and category.
-- grain   (month, lsoa_code, category)
-- columns month, lsoa_code ['' where the row has no location], category, events [count]
-- source  data.police.uk street-level CSV; every row is one incident, identical rows included

INSERT INTO stg_police_uk
SELECT
    $month::DATE AS month,
    coalesce("LSOA code", '') AS lsoa_code,
    replace(replace(lower("Crime type"), ' ', '_'), '-', '_') AS category,
    count(*) AS events
-- nothing is guessed: a stray mark in one row must not change how the others are read
FROM
    read_csv(
        $file,
        all_varchar = true, header = true, delim = ',', quote = '"', escape = '"', comment = '', skip = 0
    )
GROUP BY ALL;
