-- priority_points: the words of every point of a model's scales.
-- grain   (criterion, point)
-- columns criterion, point, words
SELECT priority_point.criterion, priority_point.point, priority_point.words
FROM priority_point
INNER JOIN priority_criterion
    ON
        priority_point.version = priority_criterion.version
        AND priority_point.criterion = priority_criterion.criterion
WHERE priority_point.version = $version
ORDER BY priority_criterion.sort, priority_point.point;
