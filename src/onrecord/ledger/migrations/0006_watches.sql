-- What a watch has reported, so that the next run says what is new; rows are added, never changed.

CREATE TABLE reported (
    number INTEGER PRIMARY KEY,
    watch TEXT NOT NULL,
    indicator TEXT NOT NULL,
    statement TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (watch, indicator, statement)
) STRICT;
