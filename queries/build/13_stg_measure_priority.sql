-- stg_measure_priority: each measure is tied to the first priority of the current plan that names it.

UPDATE measure
SET priority = named.priority
FROM (
    SELECT measure, arg_min(priority, sort) AS priority
    FROM (
        SELECT
            priority,
            sort,
            unnest(string_split(concat_ws(' ', measure, measures), ' ')) AS measure
        FROM priority
        WHERE plan = $plan
    )
    GROUP BY measure
) AS named
WHERE measure.measure = named.measure;
