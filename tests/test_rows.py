from datetime import date

from hypothesis import given
from strategies import records

from onrecord.records import Record
from onrecord.rows import record, row

KEYS = {
    "": ["id", "text", "article", "statements", "times", "quantities"],
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
    assert record(row(made)) == made


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
            optional = {"scope"} if name == "hedge" else set()
            assert found is None or sorted(set(found) - optional) == sorted(KEYS[name])


def test_days_are_iso() -> None:
    from onrecord.records import Article, Span, Time

    made = row(Record(Article("a", "on May 2"), times=(Time(Span(3, 8), "DATE", "2026-05-02", "x", date(2026, 5, 2)),)))
    assert (made["times"][0]["from"], made["times"][0]["to"]) == ("2026-05-02", None)
