-- What was read: articles, how and when they were read, and their statements. Rows are added, never changed.

CREATE TABLE article (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    id TEXT NOT NULL,
    page TEXT NOT NULL,
    version INTEGER NOT NULL,
    url TEXT,
    title TEXT,
    byline TEXT,
    publisher TEXT,
    section TEXT,
    published TEXT,
    language TEXT,
    origin TEXT,
    text TEXT NOT NULL,
    related TEXT NOT NULL,
    furniture TEXT NOT NULL,
    insertions TEXT NOT NULL,
    UNIQUE (page, version)
) STRICT;

CREATE INDEX article_by_id ON article (id);

CREATE TABLE reading (
    number INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (number),
    model TEXT NOT NULL,
    read_at TEXT NOT NULL,
    times TEXT NOT NULL,
    quantities TEXT NOT NULL
) STRICT;

CREATE INDEX reading_by_article ON reading (article);

CREATE TABLE statement (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    reading INTEGER NOT NULL REFERENCES reading (number),
    speaker TEXT,
    organisation TEXT,
    act TEXT NOT NULL,
    kind TEXT NOT NULL,
    score REAL,
    said_from TEXT,
    said_to TEXT,
    forecast INTEGER NOT NULL,
    row TEXT NOT NULL,
    UNIQUE (id, reading)
) STRICT;

CREATE INDEX statement_by_reading ON statement (reading);

CREATE INDEX statement_by_day ON statement (said_from);

CREATE VIRTUAL TABLE words USING fts5 (
    content,
    speaker,
    content = '',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE VIEW newest AS
SELECT
    statement.number, statement.id, statement.speaker, statement.organisation, statement.act, statement.kind,
    statement.score, statement.said_from, statement.said_to, statement.forecast, statement.row,
    article.number AS article, article.key, article.id AS article_id, article.title, article.publisher,
    article.published, article.url
FROM statement
JOIN reading ON reading.number = statement.reading
JOIN article ON article.number = reading.article
WHERE NOT EXISTS (
    SELECT 1 FROM article AS later WHERE later.page = article.page AND later.version > article.version
) AND NOT EXISTS (
    SELECT 1 FROM reading AS later WHERE later.article = reading.article AND later.number > reading.number
);
