-- What version 0.1.0 said in a reason alone, and read from there, has fields of its own: who confirmed a forecast, and
-- that a night is counted from the day of publication. Rows that were written before get them here.

-- "confirmed by Ida on 2026-10-05; …": only in readings that people's corrections made. The judgement that the reason
-- names is looked up, so that a reading from before a later confirmation keeps its own.
UPDATE statement SET json = json_set(json, '$.forecast.confirmed_by', (
    SELECT by FROM judgement WHERE subject = statement.id AND kind = 'confirm' AND instr(
        json_extract(statement.json, '$.forecast.because'), 'confirmed by ' || by || ' on ' || substr(at, 1, 10)
    ) = 1
))
WHERE is_forecast = 1
AND reading IN (SELECT number FROM reading WHERE model = 'corrected')
AND EXISTS (
    SELECT 1 FROM judgement WHERE subject = statement.id AND kind = 'confirm' AND instr(
        json_extract(statement.json, '$.forecast.because'), 'confirmed by ' || by || ' on ' || substr(at, 1, 10)
    ) = 1
);

-- "last night", printed on 2026-10-05
UPDATE statement SET json = json_set(json, '$.said_at.deictic', json('true'))
WHERE instr(json, 'night\", printed on')
AND instr(json_extract(json, '$.said_at.because'), 'night", printed on');

UPDATE statement SET json = json_set(json, '$.times', (
    SELECT json_group_array(json(
        CASE WHEN instr(json_extract(value, '$.because'), 'night", printed on')
        THEN json_set(value, '$.deictic', json('true')) ELSE value END
    )) FROM json_each(statement.json, '$.times')
))
WHERE instr(json, 'night\", printed on');

UPDATE reading SET times = (
    SELECT json_group_array(json(
        CASE WHEN instr(json_extract(value, '$.because'), 'night", printed on')
        THEN json_set(value, '$.deictic', json('true')) ELSE value END
    )) FROM json_each(reading.times)
)
WHERE instr(times, 'night\", printed on');
