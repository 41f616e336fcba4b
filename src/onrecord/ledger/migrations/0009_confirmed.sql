-- Who confirmed a forecast was only in its reason ("confirmed by Ida on 2026-10-05"); now the row says it by itself.
-- Only readings that people's corrections made can have it. The judgement that the reason names is looked up, so that
-- a reading made before a later confirmation keeps its own.

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
