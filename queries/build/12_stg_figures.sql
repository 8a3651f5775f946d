-- stg_figures: the published figures with what their own parts give, and the places that do not add up.
-- grain   (figure); (figure, against)
-- source  frame `entered_figure`: data/published/figures/*.csv, recomputed and difference by csp.stats.recompute;
--         `entered_disagreement`

INSERT INTO published_figure
SELECT
    figure,
    document,
    section,
    theme,
    what,
    value::DOUBLE,
    stated,
    unit,
    period_start::DATE,
    period_end::DATE,
    area_code,
    comparator,
    recompute,
    recomputed::DOUBLE,
    difference::DOUBLE
FROM entered_figure;

INSERT INTO disagreement
SELECT
    entered.figure,
    entered.against,
    figure.value,
    CASE entered.against WHEN 'recomputed' THEN figure.recomputed ELSE other.value END AS given,
    figure.value - given,
    entered.alike,
    entered.says,
    entered.uses
FROM entered_disagreement AS entered
INNER JOIN published_figure AS figure ON entered.figure = figure.figure
LEFT JOIN published_figure AS other ON entered.against = other.figure;
