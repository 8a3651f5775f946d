-- received_files: the received files that this file was made of.
-- grain   (dataset, sha256)
-- columns dataset, sha256, intake [the same for files taken together; 0 where they were not yet counted]
SELECT dataset, sha256, intake FROM received_file ORDER BY dataset, intake, sha256;
