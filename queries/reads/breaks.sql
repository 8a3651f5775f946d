-- breaks: changes in recording, systems or geography that a reader must know of, for one dataset.
-- grain   (starts_on, short)
-- columns starts_on, ends_on, kind, effect ['annotate', 'rebase', 'do not compare'], short, note, source
SELECT starts_on, ends_on, kind, effect, short, note, source
FROM break_register
WHERE dataset = $dataset
ORDER BY starts_on, short;
