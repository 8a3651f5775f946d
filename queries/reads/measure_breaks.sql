-- measure_breaks: what a reader must know of a measure's series in one area: the breaks of its dataset, and steps that the partnership accepted for it.
-- grain   (starts_on, short)
-- columns starts_on, ends_on, kind, effect ['annotate', 'rebase', 'do not compare'], short, note, source
SELECT break_register.starts_on, ends_on, kind, effect, short, note, source
FROM break_register
INNER JOIN measure ON break_register.dataset = measure.dataset
WHERE measure.measure = $measure
UNION ALL
SELECT
    starts_on,
    NULL,
    'step accepted',
    'rebase',
    'step accepted',
    'No change in recording: the partnership accepted that this measure has moved to another level for good.',
    'Meeting of ' || strftime(accepted_on, '%-d %B %Y')
FROM approved_step
WHERE measure = $measure AND area_code = $area_code
ORDER BY starts_on, short;
