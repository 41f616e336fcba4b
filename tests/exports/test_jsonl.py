"""JSON Lines: what is written is read back, and what is damaged is said."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from forecasting import NOW, rich, told, version_of
from hypothesis import given
from strategies import records

from onrecord.exports import jsonl
from onrecord.ledger.dump import Reading, Version
from onrecord.records import Record, hash_statement, hash_version
from onrecord.rows import row


@given(record=records(), other=records())
def test_a_version_comes_back(record: Record, other: Record) -> None:
    more = Reading("n", datetime(2026, 10, 6, tzinfo=UTC), (), other.times[:0], ())
    own = tuple(replace(each, id=hash_statement(record.article.key, each)) for each in record.statements)
    made = version_of(replace(record, article=replace(record.article, origin="a.txt"), statements=own))
    for readings in (made.readings, (more, *made.readings), (*made.readings, more)):
        wanted = replace(made, readings=readings)
        (line,) = jsonl.format_jsonl([wanted], [])
        assert jsonl.parse_line(line) == wanted


def test_judgements_come_back() -> None:
    wanted = told(rich())
    assert [jsonl.parse_line(line) for line in jsonl.format_jsonl([], wanted)] == wanted


def test_a_line_is_the_row_and_more() -> None:
    made = rich()
    (line,) = jsonl.format_jsonl([version_of(made)], [])
    assert {name: value for name, value in json.loads(line).items() if name != "ledger"} == json.loads(
        json.dumps(row(made))
    )


LINE = next(iter(jsonl.format_jsonl([version_of(rich())], [])))
FRIDAY = rich().article.text.index("Friday")
JUDGED = next(iter(jsonl.format_jsonl([], told(rich()))))
BAD = [
    ("", "is not valid JSON"),
    (LINE[:-9], "is not valid JSON"),
    ("[1]", "neither article nor judgement"),
    ('{"id": "a"}', "neither article nor judgement"),
    ('{"id": "a", "text": "b"}', "read it with `onrecord read`"),
    (json.dumps(json.loads(LINE) | {"ledger": {}}), "is damaged"),
    (
        json.dumps(json.loads(LINE) | {"ledger": json.loads(LINE)["ledger"] | {"readings": []}}),
        "ledger.readings is empty",
    ),
    (json.dumps(json.loads(LINE) | {"text": "short"}), "past the end"),
    (LINE.replace("+00:00", ""), "must have its zone"),
    (LINE.replace('"key": "', '"key": 7, "k": "'), "ledger.key must be text, not 7"),
    (json.dumps(json.loads(LINE) | {"article": None}), "is damaged"),
    (json.dumps({"judgement": None}), "is damaged"),
    (LINE.replace('"schema": 1', '"schema": 2'), "schema is one of 1, not 2"),
    (JUDGED.replace("confirm", "bless"), "is damaged, and not imported .kind is one of same"),
    (JUDGED.replace("+00:00", ""), "at must have its zone"),
    (LINE.replace('"score": 0.9', '"score": 1.9'), r"statements\[0\].score is 1.9: the most is 1"),
    (LINE.replace(f'"start": {FRIDAY}', '"start": true'), r"said_at.start must be a whole number, not True"),
    (LINE.replace('"published": "2026-10-05"', '"published": 20261005'), "article.published must be text"),
    (LINE.replace('"act": "say"', '"act": "sing"'), r"act is one of say, deny,"),
    (LINE.replace('"low": 60', '"low": Infinity'), "low must be a finite number"),
    (LINE.replace('"low": 60', '"low": 1000000000000000000000'), "low has too many digits"),
    (LINE.replace('"title": "Harbour', '"title": "' + chr(92) + "ud83d"), "article.title has half of a surrogate pair"),
    (LINE.replace(f'"end": {FRIDAY + 6}', '"end": 4700'), "a span reaches past the end of the text"),
    (LINE.replace("2026-10-05T12:00:00+00:00", "0001-01-01T00:00:00+14:00"), "read_at is in the year 1"),
]


@pytest.mark.parametrize(("line", "words"), BAD)
def test_what_is_damaged_is_said(line: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        jsonl.parse_line(line)


def test_a_reading_that_the_row_repeats_is_written_once() -> None:
    made = version_of(rich())
    older = Reading("older", NOW)
    (line,) = jsonl.format_jsonl([replace(made, readings=(older, *made.readings))], [])
    first, last = json.loads(line)["ledger"]["readings"]
    assert first["statements"] == []
    assert last == {"model": "m", "read_at": "2026-10-05T12:00:00+00:00"}


def test_what_an_older_version_kept_with_control_characters_is_not_redacted() -> None:
    made = rich()
    (line,) = jsonl.format_jsonl([version_of(made)], [])
    content = json.loads(line)
    content["text"] = content["text"].replace(" ", "\x07", 1)
    article = content["article"]
    key = content["ledger"]["key"] = hash_version(content["id"], article["url"], content["text"])
    for statement, its_row in zip(made.statements, content["statements"], strict=True):
        its_row["id"] = hash_statement(key, statement)
    version = jsonl.parse_line(json.dumps(content))
    assert isinstance(version, Version)
    assert not version.redacted
    assert version.article.text == content["text"].replace("\x07", "\ufffd")
    content["text"] = content["text"].replace("\x07", "\x08")
    changed = jsonl.parse_line(json.dumps(content))
    assert isinstance(changed, Version)
    # Not redacted either, but the key is of another text.
    assert not changed.redacted
    assert changed.key == changed.article.key
    # The statements are those of the new key: nobody's judgement of another article counts for them.
    assert {each.id for each in changed.now.statements} == {each.id for each in changed.readings[0].statements}
    assert all(each.id == hash_statement(changed.key, each) for each in changed.now.statements)
    assert {each.id for each in changed.now.statements}.isdisjoint(row["id"] for row in content["statements"])


def test_a_statement_cannot_have_the_id_of_another() -> None:
    """What people judged of that one would count for it."""
    (line,) = jsonl.format_jsonl([version_of(rich())], [])
    content = json.loads(line)
    content["statements"][0]["id"] = "57b26238bf0de53f"
    with pytest.raises(ValueError, match="57b26238bf0de53f is not the id of its statement"):
        jsonl.parse_line(json.dumps(content))
    content = json.loads(line)
    content["statements"][0]["cue"][0][1] += 1
    with pytest.raises(ValueError, match="is not the id of its statement"):
        jsonl.parse_line(json.dumps(content))


def test_no_depth_ends_an_import() -> None:
    """Each is read, or refused: JSON's own reader stops at another depth than what goes through an old row."""
    old = LINE.replace('"schema": 1, ', "")
    words = set[str]()
    for depth in range(100, 1100, 50):
        try:
            jsonl.parse_line(old.replace('"type": "DATE"', f'"x": {"[" * depth}{"]" * depth}, "type": "DATE"'))
        except ValueError as error:
            words.add(str(error).partition(":")[0])
    assert words == {"is not valid JSON", "is damaged, and not imported (nested too deeply)"}
