-- audit: what was found when the public file was held against all that an attacker could know; blank in other editions.
-- grain   one row
-- columns audit [JSON], release, built_at [UTC]
SELECT audit, release, built_at FROM release;
