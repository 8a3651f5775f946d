-- evaluations: the actions whose effect can be looked at, those that took place first, the newest first.
-- grain   (evaluation)
-- columns evaluation, title, done, lead, starts_on, ends_on, months [of the window shown first], vintage [of the wards],
--         measures [ids, a space between], figures [ids, a space between; blank: none],
--         reported [sentences, a line each; blank: none], chosen_by, worked_example, source
SELECT
    evaluation,
    title,
    done,
    lead,
    starts_on,
    ends_on,
    months,
    vintage,
    measures,
    figures,
    reported,
    chosen_by,
    worked_example,
    source
FROM evaluation
ORDER BY worked_example ASC, starts_on DESC, evaluation ASC;
