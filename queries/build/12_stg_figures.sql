-- stg_figures: the published figures with what their own parts give, from the frame `figures`.
-- grain   (figure)
-- source  data/published/figure.csv; recomputed and difference by csp.stats.recompute

INSERT INTO published_figure
SELECT
    figure,
    document,
    section,
    what,
    value::DOUBLE,
    unit,
    period_start::DATE,
    period_end::DATE,
    area_code,
    comparator,
    recomputed::DOUBLE,
    difference::DOUBLE
FROM figures;
