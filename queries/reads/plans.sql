-- plans: the partnership's plans, newest first.
-- grain   (plan)
-- columns plan, title, document [title], dated [of the document, in words], starts, ends,
--         reported_on [newest report on its actions; blank: kept up to date],
--         no_share [why no share of its actions is worked out; blank]
SELECT
    plan.plan,
    plan.title,
    document.title AS document,
    document.dated,
    plan.starts,
    plan.ends,
    plan.reported_on,
    plan.no_share
FROM plan
INNER JOIN document ON plan.document = document.document
ORDER BY plan.sort DESC;
