-- sent_groups: one partner's counts in the borough by group and month.
-- grain   (category, grouping, group_name, month)
-- columns category, grouping, group_name, month, events [count]
-- Only groupings whose words are a list of the contract: what a partner writes freely is never published.
SELECT category, grouping, group_name, month, sum(events)::INTEGER AS events
FROM partner.breakdown
WHERE dataset = $dataset AND area_code = $borough AND list_contains($listed, grouping)
GROUP BY ALL
ORDER BY ALL;
