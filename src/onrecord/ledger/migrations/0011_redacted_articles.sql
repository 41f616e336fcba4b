-- Whether words of an article were removed: its key is the hash of the text as it was, and no longer fits.

ALTER TABLE article ADD COLUMN redacted INTEGER NOT NULL DEFAULT 0;

UPDATE article SET redacted = 1
WHERE (text = '' OR instr(text, '█'))
AND page IN (
    SELECT article.page FROM judgement JOIN article ON article.key = judgement.subject WHERE judgement.kind = 'redact'
    UNION
    SELECT article.page FROM judgement, json_each(judgement.data, '$.statements') AS gone
    JOIN statement ON statement.id = gone.value
    JOIN reading ON reading.number = statement.reading
    JOIN article ON article.number = reading.article
    WHERE judgement.kind = 'redact'
);
