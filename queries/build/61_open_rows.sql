-- open_measure: the measures of the public file whose counts pass as they are; each of the others is protected.
-- grain   (measure)
-- columns measure
-- source  the partner file, attached as `partner`
CREATE TEMP TABLE open_measure AS
SELECT measure.measure
FROM partner.measure
-- what is of no listed dataset is nobody's to publish
SEMI JOIN partner.dataset AS held
    ON measure.dataset = held.dataset AND held.status IN ('open', 'published');
