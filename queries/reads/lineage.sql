-- lineage: how the priorities of every plan came from those of an earlier one, oldest plan first.
-- grain   (plan, priority, earlier_plan, earlier_priority)
-- columns plan, priority [blank for one that was dropped], earlier_plan, earlier_priority [blank for a new one], how, note
SELECT
    priority_lineage.plan,
    priority_lineage.priority,
    priority_lineage.earlier_plan,
    priority_lineage.earlier_priority,
    priority_lineage.how,
    priority_lineage.note
FROM priority_lineage
INNER JOIN plan ON priority_lineage.plan = plan.plan
ORDER BY plan.sort, priority_lineage.priority, priority_lineage.earlier_priority;
