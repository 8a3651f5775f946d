-- local_moran: the second opinion on LSOAs from the frame `second_opinion`.
-- grain   (measure, area_code, period_start, period_end)
-- source  csp.stats.local_moran (local Moran, conditional permutation, Benjamini-Hochberg across areas)

INSERT INTO local_moran
SELECT measure, area_code, starts, ends, local_i, p, p_adjusted, class
FROM second_opinion;
