-- What people judged of what was read: added, never changed; a withdrawal is a judgement on another one's id.

CREATE TABLE judgement (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    object TEXT,
    data TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE INDEX judgement_by_subject ON judgement (subject);

CREATE INDEX judgement_by_kind ON judgement (kind);

CREATE INDEX statement_by_name ON statement (speaker);

CREATE INDEX statement_by_horizon ON statement (json_extract(row, '$.forecast.to')) WHERE forecast = 1;
