-- stg_published: documents, plans, priorities, indicators and breaks as entered by hand; one row as in each file.
-- source  frames `entered_...`, one for each kind of table: data/published, read by csp.build.entered

INSERT INTO document
SELECT document, title, publisher, dated, covers
FROM entered_document;

INSERT INTO unreadable
SELECT document, section, place, what, why
FROM entered_unreadable;

INSERT INTO plan
SELECT plan, title, document, starts::DATE, ends::DATE, sort::INTEGER, reported_on::DATE, no_share
FROM entered_plan;

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
FROM entered_priority;

INSERT INTO priority_lineage
SELECT plan, priority, earlier_plan, earlier_priority, how, note
FROM entered_follows;

INSERT INTO priority_serves
SELECT plan, priority, whose, serves, note
FROM entered_serves;

INSERT INTO sub_group
SELECT plan, sub_group, led_by, does, source
FROM entered_sub_group;

INSERT INTO action
SELECT plan, priority, action, four_p, lead, due, status, reported, source, indicator, measure
FROM entered_action;

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
    measure,
    baseline_figure,
    latest_figure,
    kent_figure,
    target_figure,
    form,
    alike,
    target_rule,
    baseline_base_figure,
    latest_base_figure
FROM entered_indicator;

INSERT INTO break_register
SELECT dataset, starts_on::DATE, ends_on::DATE, kind, effect, short, note, source
FROM entered_break_register;
