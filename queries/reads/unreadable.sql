-- unreadable: tables and pictures that the documents' text does not give as numbers, the newest document first.
-- grain   (what, place, section, document)
-- columns title [of the document], section, place, what, why
SELECT
    document.title,
    unreadable.section,
    unreadable.place,
    unreadable.what,
    unreadable.why
FROM unreadable
INNER JOIN document ON unreadable.document = document.document
ORDER BY document.rowid DESC, unreadable.rowid ASC;
