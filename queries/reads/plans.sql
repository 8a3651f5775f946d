-- plans: the partnership's plans, newest first.
-- grain   (plan)
-- columns plan, title, document [title], dated [of the document, in words], starts, ends
SELECT plan.plan, plan.title, document.title AS document, document.dated, plan.starts, plan.ends
FROM plan
INNER JOIN document ON plan.document = document.document
ORDER BY plan.sort DESC;
