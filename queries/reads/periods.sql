-- periods: the spans that screens offer for one dataset, newest first, and the part of each that a year earlier is held too.
-- grain   (period)
-- columns period, starts, ends [first days of months], compare_starts, compare_ends [blank: none], newest
SELECT period, starts, ends, compare_starts, compare_ends, newest
FROM period
WHERE dataset = $dataset
ORDER BY newest DESC, ends DESC, starts ASC;
