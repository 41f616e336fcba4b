-- A redaction deletes words in one transaction; what SQLite leaves of them in free pages, in the full-text index and in
-- the write-ahead log goes afterwards, when the file is rewritten. A row here says that this is still to be done.

CREATE TABLE owed_scrub (
    id TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(8)))),
    since TEXT NOT NULL
) STRICT;
