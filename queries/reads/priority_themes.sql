-- priority_themes: what is ranked, in the order of the plan's list, with the published counts that say more of it.
-- grain   (theme)
-- columns theme, title, listed ['named', 'cross-cutting', 'considered and not taken'], reason, plan, priority,
--         measure [id], question [of the residents' survey],
--         what, latest, before [values], latest_start, latest_end, document [title, of the latest],
--         latest_figure, before_figure [ids]
SELECT
    priority_theme.theme,
    priority_theme.title,
    priority_theme.listed,
    priority_theme.reason,
    priority_theme.plan,
    priority_theme.priority,
    priority_theme.measure,
    priority_theme.question,
    latest.what,
    latest.value AS latest,
    before.value AS before,
    latest.period_start AS latest_start,
    latest.period_end AS latest_end,
    document.title AS document,
    latest.figure AS latest_figure,
    before.figure AS before_figure
FROM priority_theme
LEFT JOIN published_figure AS latest ON priority_theme.latest_figure = latest.figure
LEFT JOIN published_figure AS before ON priority_theme.before_figure = before.figure
LEFT JOIN document ON latest.document = document.document
ORDER BY priority_theme.sort;
