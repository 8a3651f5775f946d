-- decisions: what meetings decided about signals, in the order of the meetings.
-- grain   (measure, area_code, month, side, recorded_at)
-- columns measure, area_code, month [first], last_month, side, rule, limits_from, limits [in words], release, decided_on,
--         decision, note, public, new_limits_from [blank: none], recorded_at [UTC], stands
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
FROM decision
ORDER BY decided_on, recorded_at;
