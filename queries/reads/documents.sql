-- documents: the documents that the published figures come from, newest first.
-- grain   (document)
-- columns document, title, publisher, dated, covers
SELECT
    document,
    title,
    publisher,
    dated,
    covers
FROM document
ORDER BY rowid DESC;
