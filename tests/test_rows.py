import json
from datetime import date

import pytest
from hypothesis import given
from strategies import records

from onrecord.errors import OnrecordError
from onrecord.records import Article, Record, Span, Speaker, Statement, Time
from onrecord.rows import from_row, parse_spans, row

TIME = Time(Span(3, 8), "DATE", "2026-05-02", because="x", first=date(2026, 5, 2))
KEYS = {
    "": ["schema", "id", "text", "article", "statements", "times", "quantities"],
    "article": "url title byline publisher section published language related furniture insertions".split(),
    "statement": (
        "id source cue content kind act score speaker said_at certainty confidence times quantities forecast".split()
    ),
    "speaker": "name role organisation kind identity because".split(),
    "time": "start end type value from to alternatives because".split(),
    "quantity": "start end low high comparator unit rate increment because".split(),
    "hedge": "phrase start end of low high polarity because".split(),
    "forecast": "from to condition low high unresolvable because".split(),
}


@given(records())
def test_a_record_survives_its_row(made: Record) -> None:
    assert from_row(row(made)) == made


@given(records())
def test_the_row_has_the_keys_of_the_design(made: Record) -> None:
    printed = row(made)
    assert list(printed) == KEYS[""]
    assert sorted(printed["article"]) == sorted(KEYS["article"])
    for statement in printed["statements"]:
        assert sorted(statement) == sorted(KEYS["statement"])
        for name, found in (
            ("speaker", statement["speaker"]),
            ("time", statement["said_at"]),
            ("forecast", statement["forecast"]),
            *(("time", t) for t in statement["times"]),
            *(("quantity", q) for q in statement["quantities"]),
            *(("hedge", h) for h in statement["certainty"]),
        ):
            optional = {"hedge": {"scope"}, "time": {"deictic"}}.get(name, set())
            assert found is None or sorted(set(found) - optional) == sorted(KEYS[name])


def test_days_are_iso() -> None:
    made = row(Record(Article("a", "on May 2"), times=(TIME,)))
    assert (made["times"][0]["from"], made["times"][0]["to"]) == ("2026-05-02", None)


def test_a_row_without_its_version_is_read() -> None:
    """Exports of version 0.1.0 have none, and may say that a statement has no speaker."""
    made = Record(Article("a", "Voss said so."), (Statement("s", (), (Span(5, 9),), (Span(10, 12),)),))
    old = {name: value for name, value in row(made).items() if name != "schema"}
    old["statements"] = [{**row(made.statements[0]), "speaker": None}]
    assert from_row(old) == made


def test_fields_that_are_added_later_are_passed_over() -> None:
    speaker = Speaker("Mara Voss", "person", "the source's own words")
    said = Statement("s", (), (Span(5, 9),), (Span(10, 12),), speaker=speaker, times=(TIME,))
    made = Record(Article("a", "Voss said so."), (said,), (TIME,))
    new = json.loads(json.dumps(row(made)))
    for place in (new, new["article"], new["statements"][0], new["statements"][0]["speaker"], new["times"][0]):
        place["score_of_tomorrow"] = 0.5
    assert from_row(new) == made


@pytest.mark.parametrize(
    ("change", "message"),
    [({"schema": 2}, "of schema 2, this version knows 1: upgrade onrecord"), ({"times": None}, "has no 'times'")],
)
def test_other_rows_are_refused(change: dict[str, object], message: str) -> None:
    changed = {**row(Record(Article("a", "Voss said so."))), **change}
    with pytest.raises(OnrecordError, match=message):
        from_row({name: value for name, value in changed.items() if value is not None})


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        ([0.0, 9.0], "must be a whole number, not 0.0"),
        ([False, 9], "must be a whole number, not false"),
        ([0, True], "must be a whole number, not true"),
        ([0, None], "must be a whole number, not null"),
        (["0", 9], 'must be a whole number, not "0"'),
        ([0, float("inf")], "must be a whole number, not Infinity"),
        ([9, 3], "must have 0 <= start < end"),
    ],
)
def test_an_offset_is_a_whole_number(pair: list[object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_spans([pair])
