-- stg_published: documents, plans, priorities, indicators and breaks as entered by hand; one row as in each file.
-- source  data/published/*.csv, each row with its document and section

INSERT INTO document
SELECT document, title, publisher, dated, covers
FROM read_csv(getvariable('published_folder') || '/document.csv', all_varchar = true, header = true);

INSERT INTO plan
SELECT plan, title, document, starts::DATE, ends::DATE, sort::INTEGER
FROM read_csv(getvariable('published_folder') || '/plan.csv', all_varchar = true, header = true);

INSERT INTO priority
SELECT
    plan,
    priority,
    sort::INTEGER,
    coalesce(cross_cutting, 'false') = 'true',
    sub_group,
    measure,
    measures,
    latest_figure,
    before_figure
FROM read_csv(getvariable('published_folder') || '/priority.csv', all_varchar = true, header = true);

INSERT INTO indicator
SELECT
    plan,
    priority,
    indicator,
    unit,
    baseline::DOUBLE,
    baseline_period,
    latest::DOUBLE,
    latest_period,
    kent::DOUBLE,
    target::DOUBLE,
    target_words,
    direction,
    status,
    data_source,
    source,
    measure
FROM read_csv(getvariable('published_folder') || '/indicator.csv', all_varchar = true, header = true);

INSERT INTO break_register
SELECT dataset, starts_on::DATE, ends_on::DATE, kind, effect, short, note, source
FROM read_csv(getvariable('published_folder') || '/break_register.csv', all_varchar = true, header = true);
