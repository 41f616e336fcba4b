-- How addresses answered when they were asked, and which entries of feeds were seen. Rows are added, never changed.

CREATE TABLE visit (
    number INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    at TEXT NOT NULL,
    etag TEXT,
    modified TEXT,
    unchanged INTEGER NOT NULL,
    feed INTEGER NOT NULL
) STRICT;

CREATE INDEX visit_by_url ON visit (url);

CREATE TABLE seen (
    number INTEGER PRIMARY KEY,
    feed TEXT NOT NULL,
    entry TEXT NOT NULL,
    stamp TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE INDEX seen_by_entry ON seen (feed, entry);
