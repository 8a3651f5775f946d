-- boundaries_held: of which kinds of areas and vintages boundaries are held.
-- grain   (kind, vintage)
-- columns kind ['ward', 'lsoa', 'borough', 'district', 'force', 'group'], vintage, areas [count], exact [whether all of them are]
SELECT area.kind, area.vintage, count(*) AS areas, bool_and(area.exact) AS exact
FROM boundary
INNER JOIN area ON boundary.area_code = area.area_code AND boundary.vintage = area.vintage
GROUP BY ALL
ORDER BY area.kind, area.vintage;
