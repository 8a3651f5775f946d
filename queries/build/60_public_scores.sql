-- public_scores: rounds of scores that are marked as public, and the datasets of the public file.
-- source  the partner file, attached as `partner`; what is not public is never written to the public file

INSERT INTO priority_round
SELECT year, version, example, public, note
FROM partner.priority_round
WHERE public AND NOT example;

INSERT INTO priority_score
SELECT year, theme, criterion, score, scorer, scored_on, evidence
FROM partner.priority_score
WHERE year IN (SELECT year FROM priority_round);

INSERT INTO dataset
SELECT
    dataset,
    title,
    publisher,
    licence,
    status,
    sensitivity,
    first_period,
    latest_period,
    received_at,
    sha256,
    rows
FROM partner.dataset
WHERE dataset != 'priority_setting';

-- The fingerprint of all scores would say something of those that stay behind.
INSERT INTO dataset
SELECT
    dataset,
    title,
    publisher,
    licence,
    'published',
    'open',
    make_date((SELECT min(year) FROM priority_round), 1, 1),
    make_date((SELECT max(year) FROM priority_round), 12, 1),
    (SELECT max(scored_on) FROM priority_score),
    '',
    (SELECT count(*) FROM priority_score)
FROM partner.dataset
WHERE dataset = 'priority_setting' AND EXISTS (SELECT 1 FROM priority_score);
