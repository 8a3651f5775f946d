-- public_steps: the accepted steps of measures whose counts the public file holds, so that its limits start where the partnership's do.
-- grain   as in table approved_step
INSERT INTO approved_step BY NAME
SELECT measure, area_code, starts_on, accepted_on
FROM partner.approved_step
WHERE measure IN (SELECT measure FROM area_month);
