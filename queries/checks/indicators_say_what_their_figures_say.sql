-- indicators_say_what_their_figures_say: values of indicators that are not those of the figures they name. Empty is good.
-- columns indicator, figure
SELECT
    stated.indicator,
    stated.figure
FROM (
    SELECT indicator, baseline AS value, baseline_figure AS figure FROM indicator
    UNION ALL
    SELECT indicator, latest, latest_figure FROM indicator
    UNION ALL
    SELECT indicator, kent, kent_figure FROM indicator
    UNION ALL
    SELECT indicator, target, target_figure FROM indicator
) AS stated
LEFT JOIN published_figure ON stated.figure = published_figure.figure
WHERE stated.figure IS NOT NULL AND stated.value IS DISTINCT FROM published_figure.value;
