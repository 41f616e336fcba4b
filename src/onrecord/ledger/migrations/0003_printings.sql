-- Which articles print one text. An index, made of the articles' text alone: it may be emptied and is then made again.

CREATE TABLE printing (
    article INTEGER PRIMARY KEY REFERENCES article (number),
    of INTEGER REFERENCES article (number),
    share REAL
) STRICT;

CREATE INDEX printing_by_of ON printing (of) WHERE of IS NOT NULL;

CREATE TABLE stretch (
    key INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (key, article)
) STRICT, WITHOUT ROWID;
