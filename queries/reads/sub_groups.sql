-- sub_groups: the groups that deliver one plan, who leads each and what it does.
-- grain   (sub_group)
-- columns sub_group, led_by [an agency or a role], does, source
SELECT sub_group, led_by, does, source
FROM sub_group
WHERE plan = $plan
ORDER BY sub_group;
