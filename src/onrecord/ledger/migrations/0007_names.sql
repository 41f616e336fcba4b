-- Who says how much, counted as statements come into `current` and go out of it, so that nobody need count them again.

CREATE TABLE bearer (
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    role TEXT NOT NULL,
    organisation TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (name, kind, role, organisation)
) STRICT, WITHOUT ROWID;

CREATE TABLE said_in (
    speaker TEXT NOT NULL,
    month TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (speaker, month)
) STRICT, WITHOUT ROWID;

CREATE VIEW borne AS
SELECT
    number, speaker AS name,
    coalesce(json_extract(row, '$.speaker.kind'), 'unnamed') AS kind,
    coalesce(json_extract(row, '$.speaker.role'), '') AS role,
    coalesce(organisation, '') AS organisation,
    coalesce(substr(said_from, 1, 7), '') AS month
FROM statement
WHERE speaker IS NOT NULL;

INSERT INTO bearer
SELECT name, kind, role, organisation, count(*)
FROM current JOIN borne ON borne.number = current.statement GROUP BY 1, 2, 3, 4;

INSERT INTO said_in
SELECT speaker, coalesce(substr(statement.said_from, 1, 7), ''), count(*)
FROM current JOIN statement ON statement.number = current.statement WHERE speaker IS NOT NULL GROUP BY 1, 2;

CREATE TRIGGER name_is_counted AFTER INSERT ON current
BEGIN
    INSERT INTO bearer SELECT name, kind, role, organisation, 1 FROM borne WHERE number = new.statement
    ON CONFLICT DO UPDATE SET count = count + 1;
    INSERT INTO said_in SELECT name, month, 1 FROM borne WHERE number = new.statement
    ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER name_is_discounted AFTER DELETE ON current
BEGIN
    UPDATE bearer SET count = count - 1
    WHERE (name, kind, role, organisation)
        = (SELECT name, kind, role, organisation FROM borne WHERE number = old.statement);
    DELETE FROM bearer WHERE count = 0 AND name = (SELECT name FROM borne WHERE number = old.statement);
    UPDATE said_in SET count = count - 1
    WHERE (speaker, month) = (SELECT name, month FROM borne WHERE number = old.statement);
    DELETE FROM said_in WHERE count = 0 AND speaker = (SELECT name FROM borne WHERE number = old.statement);
END;

DROP INDEX statement_by_name;

CREATE INDEX statement_by_speaker ON statement (speaker, said_from);

DROP INDEX statement_by_horizon;

CREATE INDEX article_by_publisher ON article (publisher);

CREATE INDEX article_first ON article (version) WHERE version = 1;
