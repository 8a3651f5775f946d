-- hotspot: classes of LSOAs and wards from the frame `classes`.
-- grain   (measure, area_code, period_start, period_end)
-- source  csp.stats.hotspots (Gi*, conditional permutation, Benjamini-Hochberg across areas)

INSERT INTO hotspot
SELECT
    measure,
    area_code,
    starts,
    ends,
    z,
    p,
    p_adjusted,
    class,
    pattern,
    areas_in_class::INTEGER,
    areas::INTEGER,
    coalesce(at_edge, false)
FROM classes;
