-- supply: every month of one dataset from its first to its last, with what was supplied.
-- grain   (month)
-- columns month, status ['complete', 'incomplete', 'missing'], reason
SELECT month, status, reason FROM supply WHERE dataset = $dataset ORDER BY month;
