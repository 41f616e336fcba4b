-- Tables, columns and indexes under names that somebody who opens the file understands. Nothing that they hold changes.
-- Views and triggers are dropped first, so that renaming need not rewrite them, and made again with the new names.

DROP VIEW newest;

DROP VIEW borne;

DROP TRIGGER reading_supersedes;

DROP TRIGGER name_is_counted;

DROP TRIGGER name_is_discounted;

DROP TRIGGER unit_is_indexed;

DROP TRIGGER unit_is_forgotten;

ALTER TABLE statement RENAME COLUMN forecast TO is_forecast;

ALTER TABLE statement RENAME COLUMN row TO json;

ALTER TABLE current RENAME TO search_statement;

ALTER TABLE search_statement RENAME COLUMN reach TO days_at_most;

ALTER TABLE search_statement RENAME COLUMN forecast TO is_forecast;

ALTER TABLE search_statement RENAME COLUMN low TO likelihood_low;

ALTER TABLE search_statement RENAME COLUMN high TO likelihood_high;

ALTER TABLE spoken_of RENAME TO search_time;

ALTER TABLE search_time RENAME COLUMN reach TO days_at_most;

ALTER TABLE counted RENAME TO search_quantity;

ALTER TABLE unit RENAME TO search_unit;

ALTER TABLE unit_words RENAME TO search_unit_words;

ALTER TABLE words RENAME TO search_words;

ALTER TABLE bearer RENAME TO speaker_name;

ALTER TABLE speaker_name RENAME COLUMN count TO statements;

ALTER TABLE said_in RENAME TO speaker_month;

ALTER TABLE speaker_month RENAME COLUMN speaker TO name;

ALTER TABLE speaker_month RENAME COLUMN count TO statements;

ALTER TABLE printing RENAME TO reprint;

ALTER TABLE reprint RENAME COLUMN of TO reprint_of;

ALTER TABLE stretch RENAME TO sentence_hash;

ALTER TABLE sentence_hash RENAME COLUMN key TO hash;

ALTER TABLE reported RENAME TO watch_report;

ALTER TABLE watch_report RENAME COLUMN at TO reported_at;

ALTER TABLE visit RENAME TO fetch;

ALTER TABLE fetch RENAME COLUMN at TO fetched_at;

ALTER TABLE fetch RENAME COLUMN modified TO last_modified;

ALTER TABLE fetch RENAME COLUMN feed TO is_feed;

ALTER TABLE seen RENAME TO feed_entry;

ALTER TABLE feed_entry RENAME COLUMN stamp TO hash;

ALTER TABLE feed_entry RENAME COLUMN at TO seen_at;

DROP INDEX current_by_day;

CREATE INDEX search_statement_by_day ON search_statement (days_at_most, said_from DESC, said_to);

DROP INDEX current_by_due;

CREATE INDEX search_statement_by_due ON search_statement (due DESC) WHERE due IS NOT NULL;

DROP INDEX current_by_likelihood;

CREATE INDEX search_statement_by_likelihood ON search_statement (likelihood_low, likelihood_high)
WHERE likelihood_low IS NOT NULL;

DROP INDEX spoken_of_by_day;

CREATE INDEX search_time_by_day ON search_time (days_at_most, about_from DESC, about_to);

DROP INDEX counted_by_unit;

CREATE INDEX search_quantity_by_unit ON search_quantity (unit, high, low, comparator, statement);

DROP INDEX counted_by_statement;

CREATE INDEX search_quantity_by_statement ON search_quantity (statement);

DROP INDEX printing_by_of;

CREATE INDEX reprint_by_longer ON reprint (reprint_of) WHERE reprint_of IS NOT NULL;

DROP INDEX visit_by_url;

CREATE INDEX fetch_by_url ON fetch (url);

DROP INDEX seen_by_entry;

CREATE INDEX feed_entry_by_entry ON feed_entry (feed, entry);

CREATE VIEW current_statement AS
SELECT
    statement.number, statement.id, statement.speaker, statement.organisation, statement.act, statement.kind,
    statement.score, statement.said_from, statement.said_to, statement.is_forecast, statement.json,
    article.number AS article, article.key, article.id AS article_id, article.title, article.publisher,
    article.published, article.url
FROM search_statement
JOIN statement ON statement.number = search_statement.statement
JOIN reading ON reading.number = statement.reading
JOIN article ON article.number = reading.article;

CREATE VIEW statement_speaker AS
SELECT
    number AS statement, speaker AS name,
    coalesce(json_extract(json, '$.speaker.kind'), 'unnamed') AS kind,
    coalesce(json_extract(json, '$.speaker.role'), '') AS role,
    coalesce(organisation, '') AS organisation,
    coalesce(substr(said_from, 1, 7), '') AS month
FROM statement
WHERE speaker IS NOT NULL;

CREATE TRIGGER reading_supersedes AFTER INSERT ON reading
WHEN NOT EXISTS (
    SELECT 1 FROM article JOIN article AS later ON later.page = article.page AND later.version > article.version
    WHERE article.number = new.article
)
BEGIN
    DELETE FROM search_statement WHERE statement IN (
        SELECT statement.number FROM article
        JOIN article AS other ON other.page = article.page
        JOIN reading ON reading.article = other.number
        JOIN statement ON statement.reading = reading.number
        WHERE article.number = new.article
    );
END;

CREATE TRIGGER unit_is_indexed AFTER INSERT ON search_unit
BEGIN
    INSERT INTO search_unit_words (rowid, name) VALUES (new.number, new.name);
END;

CREATE TRIGGER unit_is_forgotten AFTER DELETE ON search_unit
BEGIN
    INSERT INTO search_unit_words (search_unit_words, rowid, name) VALUES ('delete', old.number, old.name);
END;

CREATE TRIGGER name_is_counted AFTER INSERT ON search_statement
BEGIN
    INSERT INTO speaker_name SELECT name, kind, role, organisation, 1 FROM statement_speaker
    WHERE statement = new.statement
    ON CONFLICT DO UPDATE SET statements = statements + 1;
    INSERT INTO speaker_month SELECT name, month, 1 FROM statement_speaker WHERE statement = new.statement
    ON CONFLICT DO UPDATE SET statements = statements + 1;
END;

CREATE TRIGGER name_is_discounted AFTER DELETE ON search_statement
BEGIN
    UPDATE speaker_name SET statements = statements - 1
    WHERE (name, kind, role, organisation)
        = (SELECT name, kind, role, organisation FROM statement_speaker WHERE statement = old.statement);
    DELETE FROM speaker_name
    WHERE statements = 0 AND name = (SELECT name FROM statement_speaker WHERE statement = old.statement);
    UPDATE speaker_month SET statements = statements - 1
    WHERE (name, month) = (SELECT name, month FROM statement_speaker WHERE statement = old.statement);
    DELETE FROM speaker_month
    WHERE statements = 0 AND name = (SELECT name FROM statement_speaker WHERE statement = old.statement);
END;
