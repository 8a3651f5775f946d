-- public_decisions: what the public file takes of the decisions: those marked public, of measures whose counts it holds.
-- grain   as in table decision
INSERT INTO decision BY NAME
SELECT
    measure,
    area_code,
    month,
    last_month,
    side,
    rule,
    limits_from,
    limits,
    release,
    decided_on,
    decision,
    note,
    public,
    new_limits_from,
    recorded_at,
    stands
FROM partner.decision
WHERE public AND measure IN (SELECT measure FROM area_month);
