-- What a search needs: which statements answer, when they fall due, what days and numbers they speak of, more words.
-- All of it can be made again from `statement` and `article`; unlike those, rows of `current` go when they are superseded.

CREATE TABLE current (
    statement INTEGER PRIMARY KEY REFERENCES statement (number) ON DELETE CASCADE,
    said_from TEXT,
    said_to TEXT,
    reach INTEGER,
    forecast INTEGER NOT NULL,
    due TEXT,
    low REAL,
    high REAL
) STRICT;

CREATE TABLE spoken_of (
    statement INTEGER NOT NULL REFERENCES statement (number) ON DELETE CASCADE,
    about_from TEXT NOT NULL,
    about_to TEXT NOT NULL,
    reach INTEGER NOT NULL,
    PRIMARY KEY (statement, about_from, about_to)
) STRICT, WITHOUT ROWID;

CREATE TABLE unit (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE VIRTUAL TABLE unit_words USING fts5 (name, content = '', tokenize = 'porter unicode61 remove_diacritics 2');

CREATE TRIGGER unit_is_indexed AFTER INSERT ON unit
BEGIN
    INSERT INTO unit_words (rowid, name) VALUES (new.number, new.name);
END;

CREATE TRIGGER unit_is_forgotten AFTER DELETE ON unit
BEGIN
    INSERT INTO unit_words (unit_words, rowid, name) VALUES ('delete', old.number, old.name);
END;

CREATE TABLE counted (
    statement INTEGER NOT NULL REFERENCES statement (number) ON DELETE CASCADE,
    unit INTEGER REFERENCES unit (number),
    low REAL NOT NULL,
    high REAL NOT NULL,
    comparator TEXT NOT NULL
) STRICT;

INSERT INTO current
SELECT
    statement.number, statement.said_from, statement.said_to,
    CASE
        WHEN julianday(statement.said_to) - julianday(statement.said_from) < 1 THEN 1
        WHEN julianday(statement.said_to) - julianday(statement.said_from) < 8 THEN 8
        WHEN julianday(statement.said_to) - julianday(statement.said_from) < 32 THEN 32
        WHEN julianday(statement.said_to) - julianday(statement.said_from) < 128 THEN 128
        WHEN julianday(statement.said_to) - julianday(statement.said_from) < 512 THEN 512
        WHEN julianday(statement.said_to) - julianday(statement.said_from) < 2048 THEN 2048
        WHEN statement.said_from IS NOT NULL THEN 4000000
    END,
    statement.forecast,
    json_extract(statement.row, '$.forecast.to'),
    coalesce(
        (
            SELECT json_extract(hedge.value, '$.low') FROM json_each(statement.row, '$.certainty') AS hedge
            WHERE json_extract(hedge.value, '$.of') = 'content'
            AND json_extract(hedge.value, '$.low') IS NOT NULL AND json_extract(hedge.value, '$.high') IS NOT NULL
            ORDER BY hedge.key LIMIT 1
        ),
        json_extract(statement.row, '$.forecast.low')
    ),
    coalesce(
        (
            SELECT json_extract(hedge.value, '$.high') FROM json_each(statement.row, '$.certainty') AS hedge
            WHERE json_extract(hedge.value, '$.of') = 'content'
            AND json_extract(hedge.value, '$.low') IS NOT NULL AND json_extract(hedge.value, '$.high') IS NOT NULL
            ORDER BY hedge.key LIMIT 1
        ),
        json_extract(statement.row, '$.forecast.high')
    )
FROM newest JOIN statement ON statement.number = newest.number
ORDER BY statement.number;

INSERT OR IGNORE INTO spoken_of
SELECT number, about_from, about_to,
    CASE
        WHEN julianday(about_to) - julianday(about_from) < 1 THEN 1
        WHEN julianday(about_to) - julianday(about_from) < 8 THEN 8
        WHEN julianday(about_to) - julianday(about_from) < 32 THEN 32
        WHEN julianday(about_to) - julianday(about_from) < 128 THEN 128
        WHEN julianday(about_to) - julianday(about_from) < 512 THEN 512
        WHEN julianday(about_to) - julianday(about_from) < 2048 THEN 2048
        ELSE 4000000
    END
FROM (
    SELECT
        statement.number,
        coalesce(json_extract(time.value, '$.from'), json_extract(time.value, '$.to')) AS about_from,
        coalesce(json_extract(time.value, '$.to'), json_extract(time.value, '$.from')) AS about_to
    FROM statement, json_each(statement.row, '$.times') AS time
)
WHERE about_from IS NOT NULL
ORDER BY number;

INSERT OR IGNORE INTO unit (name)
SELECT DISTINCT json_extract(quantity.value, '$.unit')
FROM statement, json_each(statement.row, '$.quantities') AS quantity
WHERE json_extract(quantity.value, '$.unit') IS NOT NULL;

INSERT INTO counted
SELECT
    statement.number,
    (SELECT unit.number FROM unit WHERE unit.name = json_extract(quantity.value, '$.unit')),
    json_extract(quantity.value, '$.low'), json_extract(quantity.value, '$.high'),
    json_extract(quantity.value, '$.comparator')
FROM statement, json_each(statement.row, '$.quantities') AS quantity
ORDER BY statement.number, quantity.key;

CREATE INDEX current_by_day ON current (reach, said_from DESC, said_to);

CREATE INDEX current_by_due ON current (due DESC) WHERE due IS NOT NULL;

CREATE INDEX current_by_likelihood ON current (low, high) WHERE low IS NOT NULL;

CREATE INDEX spoken_of_by_day ON spoken_of (reach, about_from DESC, about_to);

CREATE INDEX counted_by_unit ON counted (unit, high, low, comparator, statement);

CREATE INDEX counted_by_statement ON counted (statement);

CREATE TRIGGER reading_supersedes AFTER INSERT ON reading
WHEN NOT EXISTS (
    SELECT 1 FROM article JOIN article AS later ON later.page = article.page AND later.version > article.version
    WHERE article.number = new.article
)
BEGIN
    DELETE FROM current WHERE statement IN (
        SELECT statement.number FROM article
        JOIN article AS other ON other.page = article.page
        JOIN reading ON reading.article = other.number
        JOIN statement ON statement.reading = reading.number
        WHERE article.number = new.article
    );
END;

DROP TABLE words;

CREATE VIRTUAL TABLE words USING fts5 (
    content,
    speaker,
    organisation,
    publisher,
    certainty,
    marks,
    content = '',
    tokenize = 'unicode61 remove_diacritics 2'
);

INSERT INTO words (rowid, content, speaker, organisation, publisher, certainty, marks)
SELECT
    statement.number,
    (
        SELECT group_concat(substr(article.text, span.start + 1, span.stop - span.start), ' … ') FROM (
            SELECT json_extract(value, '$[0]') AS start, json_extract(value, '$[1]') AS stop
            FROM json_each(statement.row, '$.content') ORDER BY start, stop
        ) AS span
    ),
    coalesce(statement.speaker, '') || ' ' || coalesce(
        (
            SELECT group_concat(substr(article.text, span.start + 1, span.stop - span.start), ' … ') FROM (
                SELECT json_extract(value, '$[0]') AS start, json_extract(value, '$[1]') AS stop
                FROM json_each(statement.row, '$.source') ORDER BY start, stop
            ) AS span
        ),
        ''
    ),
    statement.organisation,
    article.publisher,
    (SELECT group_concat(json_extract(value, '$.phrase'), ' … ') FROM json_each(statement.row, '$.certainty')),
    statement.act || ' ' || statement.kind
    || CASE WHEN statement.forecast THEN ' forecast' ELSE '' END
    || CASE WHEN json_extract(statement.row, '$.speaker.kind') = 'unnamed' THEN ' unnamed' ELSE '' END
    || CASE
        WHEN json_array_length(statement.row, '$.certainty') = 0 THEN ''
        WHEN EXISTS (
            SELECT 1 FROM json_each(statement.row, '$.certainty') WHERE json_extract(value, '$.polarity') = '-'
        ) THEN ' negative'
        ELSE ' positive'
    END
    || coalesce(' sure' || json_extract(statement.row, '$.confidence.level'), '')
FROM statement
JOIN reading ON reading.number = statement.reading
JOIN article ON article.number = reading.article
ORDER BY statement.number;

DROP INDEX statement_by_day;

DROP VIEW newest;

CREATE VIEW newest AS
SELECT
    statement.number, statement.id, statement.speaker, statement.organisation, statement.act, statement.kind,
    statement.score, statement.said_from, statement.said_to, statement.forecast, statement.row,
    article.number AS article, article.key, article.id AS article_id, article.title, article.publisher,
    article.published, article.url
FROM current
JOIN statement ON statement.number = current.statement
JOIN reading ON reading.number = statement.reading
JOIN article ON article.number = reading.article;
