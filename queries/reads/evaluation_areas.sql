-- evaluation_areas: the areas that the files of actions name, by their roles.
-- grain   (evaluation, role, area_code)
-- columns evaluation, role ['target', 'beside', 'control', 'beside_control'], area_code
SELECT evaluation, role, area_code
FROM evaluation_area
ORDER BY evaluation, role, sort;
