-- priority_models: the criteria of every version of the model for setting priorities.
-- grain   (version, criterion)
-- columns version, model, standing, combination, approved_by [a role], approved_on, criterion, title, question,
--         group_name, part ['impact', 'likelihood', 'added', 'beside'], weight, highest [point; the lowest is 1]
SELECT
    priority_model.version,
    priority_model.title AS model,
    priority_model.standing,
    priority_model.combination,
    priority_model.approved_by,
    priority_model.approved_on,
    priority_criterion.criterion,
    priority_criterion.title,
    priority_criterion.question,
    priority_criterion.group_name,
    priority_criterion.part,
    priority_criterion.weight,
    scale.highest
FROM priority_model
INNER JOIN priority_criterion ON priority_model.version = priority_criterion.version
INNER JOIN (
    SELECT version, criterion, max(point) AS highest
    FROM priority_point
    GROUP BY version, criterion
) AS scale
    ON priority_criterion.version = scale.version AND priority_criterion.criterion = scale.criterion
ORDER BY priority_model.version, priority_criterion.sort;
