-- cut_small_areas: of each ward set with exact boundaries, how many small areas the lines of its wards cut.
-- grain   (ward_vintage, lsoa_vintage)
-- columns ward_vintage, lsoa_vintage, cut, small_areas [counts]
SELECT
    lsoa_ward.ward_vintage,
    lsoa_ward.lsoa_vintage,
    count(*) FILTER (WHERE NOT lsoa_ward.exact) AS cut,
    count(*) AS small_areas
FROM lsoa_ward
INNER JOIN area AS ward
    ON
        lsoa_ward.ward_code = ward.area_code
        AND lsoa_ward.ward_vintage = ward.vintage
        AND ward.exact
GROUP BY ALL
HAVING cut > 0
ORDER BY ALL;
