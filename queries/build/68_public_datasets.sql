-- public_datasets: partners' datasets as the public file holds them: how many rows were sent, and their fingerprint, are not told.
-- grain   (dataset)
-- columns rows [of the public file]
UPDATE dataset
SET
    sha256 = NULL,
    rows = CASE
        WHEN dataset.dataset IN (SELECT survey FROM survey_wave)
            THEN (
                SELECT count(*) FROM survey_wave
                WHERE survey_wave.survey = dataset.dataset AND survey_wave.status != 'published'
            )
        ELSE (
            SELECT count(*) FROM area_month
            INNER JOIN measure ON area_month.measure = measure.measure
            WHERE measure.dataset = dataset.dataset
        )
    END
WHERE dataset.status NOT IN ('open', 'published');
