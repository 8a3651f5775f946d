-- disagreements: the places where the documents do not add up, as they were entered.
-- grain   (figure, against)
-- columns figure, against ['recomputed', 'words' or the id of the other figure], stated [blank for a small count], other [blank
--         against words], difference [stated less other], alike ['same', 'period differs', 'group differs', 'not stated'],
--         says, uses [which value the screens show]
SELECT
    figure,
    against,
    stated,
    other,
    difference,
    alike,
    says,
    uses
FROM disagreement
ORDER BY rowid;
