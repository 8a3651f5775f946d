-- release: what this file is.
-- grain   one row
-- columns edition, release, built_at [UTC], code_version
SELECT edition, release, built_at, code_version FROM release;
