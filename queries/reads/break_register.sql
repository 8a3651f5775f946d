-- break_register: every change in recording, systems or geography of every dataset, oldest first.
-- grain   (dataset, starts_on, short)
-- columns dataset, starts_on, ends_on, kind, effect ['annotate', 'rebase', 'do not compare'], short, note, source
SELECT dataset, starts_on, ends_on, kind, effect, short, note, source
FROM break_register
ORDER BY starts_on, dataset, short;
