-- partners_counts_have_a_dataset: counts, hours or hotspots of a measure whose dataset the file does not name.
-- Empty is good: without the dataset nobody could tell invented records from real ones.
-- columns measure, dataset
SELECT DISTINCT measure.measure, measure.dataset
FROM measure
INNER JOIN area_month ON measure.measure = area_month.measure
ANTI JOIN dataset ON measure.dataset = dataset.dataset;
