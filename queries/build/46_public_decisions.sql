-- public_decisions: what the public file takes of the decisions: those marked public, of measures whose counts it holds.
-- grain   as in table decision
INSERT INTO decision BY NAME
SELECT *  -- noqa: AM04
FROM partner.decision
WHERE public AND measure IN (SELECT measure FROM area_month);
