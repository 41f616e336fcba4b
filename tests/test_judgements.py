"""Judgements refuse nonsense, keep their ids, and come back from their JSON."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

import pytest

from onrecord.judgements import (
    CELLS,
    CORRECTABLE,
    JUDGEMENT_KINDS,
    OUTCOME_WORDS,
    OUTCOMES,
    Confirmation,
    Correction,
    DifferentFrom,
    Grade,
    Judgement,
    Redaction,
    Resolution,
    SameAs,
    Weighing,
    Withdrawal,
    judgement_row,
    parse_judgement,
)

AT = datetime(2026, 10, 5, 12, 30, tzinfo=UTC)
IDA = {"by": "Ida", "at": AT}

ROWS = [
    (SameAs("Mara Voss", "Voss", **IDA), "55db9e664976a697", {}),
    (DifferentFrom("Mara Voss", "Voss", note="the goalkeeper", **IDA), "a560f65e163b02d6", {"note": "the goalkeeper"}),
    (
        Correction("s1", field="speaker", value="Bo Reh", **IDA),
        "ad7425eee501aa16",
        {"field": "speaker", "value": "Bo Reh"},
    ),
    (
        Correction("s1", field="said_at", value=date(2026, 10, 2), **IDA),
        "5ebe66c6844992f2",
        {"field": "said_at", "value": "2026-10-02"},
    ),
    (
        Correction("s1", field="statement", value=False, **IDA),
        "3c150c81482beca1",
        {"field": "statement", "value": False},
    ),
    (
        Confirmation("s1", first=None, last=date(2026, 12, 31), low=0.6, high=0.8, **IDA),
        "d286ce952158c9d3",
        {"from": None, "to": "2026-12-31", "low": 0.6, "high": 0.8},
    ),
    (Confirmation("s1", **IDA), "dafeda4ed05ab084", {}),
    (
        Resolution("s1", outcome="no", on=date(2027, 1, 1), note="“seen”", **IDA),
        "9678e6809e11c5fa",
        {"outcome": "no", "on": "2027-01-01", "evidence": None, "note": "“seen”"},
    ),
    (Grade("Brenn Echo", reliability="B", **IDA), "e640875aac839a10", {"reliability": "B"}),
    (Grade("s1", credibility="4", **IDA), "9093297ec11303bb", {"credibility": "4"}),
    (
        Weighing("s1", watch="The weir", hypothesis="frost", cell="neither", **IDA),
        "39eb870476f61bd4",
        {"watch": "The weir", "hypothesis": "frost", "cell": "neither"},
    ),
    (
        Weighing("s1", watch="The weir", hypothesis="frost", cell="inconsistent", weight="high", **IDA),
        "d8315426c1118ea9",
        {"watch": "The weir", "hypothesis": "frost", "cell": "inconsistent", "weight": "high"},
    ),
    (Withdrawal("abcd", **IDA), "41a7ac3e86ab84ba", {}),
    (
        Redaction("s1", why="a court", what="statement", statements=("s1", "s2"), **IDA),
        "263f73abfb02ec2a",
        {"why": "a court", "what": "statement", "statements": ["s1", "s2"]},
    ),
]
"""Judgements, their ids as version 0.1.0 made them, and their JSON's "data"."""


@pytest.mark.parametrize(("judgement", "identifier", "data"), ROWS)
def test_ids_and_json_stay_as_version_0_1_0_made_them(judgement: Judgement, identifier: str, data: dict) -> None:
    assert judgement.id == identifier
    row = judgement_row(judgement)
    assert list(row) == ["id", "kind", "subject", "object", "data", "by", "at"]
    assert (row["data"], row["by"], row["at"]) == (data, "Ida", "2026-10-05T12:30:00+00:00")
    assert parse_judgement(row) == judgement


def test_every_kind_has_its_class() -> None:
    assert {one.kind for one in get_args(Judgement)} == set(JUDGEMENT_KINDS)
    assert {type(judgement) for judgement, _, _ in ROWS} == set(get_args(Judgement))


def test_a_masked_note_does_not_change_the_id() -> None:
    kept = Grade("Brenn Echo", reliability="B", note="says Voss", **IDA)
    assert replace(kept, note="redacted").id == kept.id
    assert parse_judgement(judgement_row(replace(kept, note="redacted"))).id == kept.id


def test_a_confirmation_sets_only_the_parts_that_it_names() -> None:
    assert Confirmation("s1", last=None, low=0.6, **IDA).confirmed == {"last": None, "low": 0.6}
    row = judgement_row(Confirmation("s1", **IDA)) | {"data": {"to": "2027-01-01"}}
    judgement = parse_judgement(row)
    assert isinstance(judgement, Confirmation)
    assert judgement.confirmed == {"last": date(2027, 1, 1)}


def test_a_digit_of_credibility_may_be_a_number() -> None:
    row = judgement_row(Grade("s1", credibility="4", **IDA)) | {"data": {"credibility": 4}}
    assert parse_judgement(row) == Grade("s1", credibility="4", **IDA)


FIRST, LAST = date(2026, 10, 5), date(2026, 10, 6)
NONSENSE = [
    (lambda: Withdrawal(" ", **IDA), "must be about something"),
    (lambda: Withdrawal("a", by=" ", at=AT), "must say who judged"),
    (lambda: Withdrawal("a", by="Ida", at=datetime(2026, 10, 5)), "at must have its zone"),
    (lambda: SameAs("a", " ", **IDA), "a judgement of kind same must have two names"),
    (lambda: Correction("a", field="weather", value="x", **IDA), "field is one of speaker, role,"),
    (lambda: Correction("a", field="act", value="sing", **IDA), "act is one of say, deny,"),
    (lambda: Correction("a", field="kind", value=None, **IDA), "kind is one of person,"),
    (
        lambda: Correction("a", field="said_at", value="2026-10-05", **IDA),
        "said_at cannot be corrected to '2026-10-05'",
    ),
    (lambda: Correction("a", field="forecast", value="no", **IDA), "forecast cannot be corrected to 'no'"),
    (lambda: Correction("a", field="role", value=False, **IDA), "role cannot be corrected to False"),
    (lambda: Confirmation("a", first=LAST, last=FIRST, **IDA), "a horizon must not end"),
    (lambda: Confirmation("a", low=0.5, high=0.4, **IDA), "probabilities must have"),
    (lambda: Confirmation("a", low=0.5, high=1.1, **IDA), "high is 1.1: the most is 1"),
    (lambda: Resolution("a", outcome="maybe", **IDA), "outcome is one of yes, no, partly, void, not maybe"),
    (lambda: Grade("a", **IDA), "must have a reliability or a credibility"),
    (lambda: Grade("a", reliability="G", **IDA), "reliability is one of A, B,"),
    (lambda: Grade("a", credibility="7", **IDA), "credibility is one of 1, 2,"),
    (lambda: Weighing("a", watch="w", hypothesis="h", cell="maybe", **IDA), "cell is one of consistent,"),
    (lambda: Weighing("a", watch="w", hypothesis="h", cell="neither", weight="huge", **IDA), "weight is one of low,"),
    (lambda: Redaction("a", why="w", what="page", **IDA), "what is one of article, statement"),
    (
        lambda: Redaction("a", why="w", what="article", statements=("s1", 7), **IDA),
        r"statements\[1\] must be text, not 7",
    ),
    (lambda: Redaction("a", why=None, what="article", **IDA), "why must be text, not None"),
    (lambda: Withdrawal(7, **IDA), "subject must be text, not 7"),
    (lambda: Withdrawal("a", by="Ida", at="2026-10-05"), "at must be a time, not '2026-10-05'"),
    (lambda: Withdrawal("a", by="Ida", at=datetime(1, 1, 1, tzinfo=UTC)), "at is in the year 1: years are from 1900"),
    (lambda: Withdrawal("a", by="Ida", at=datetime(9999, 12, 31, tzinfo=UTC)), "at is in the year 9999"),
    (lambda: Withdrawal("a", by="Ida\ud800", at=AT), "by has half of a surrogate pair"),
    (lambda: Withdrawal("a", note=5, **IDA), "note must be text, not 5"),
    (lambda: Withdrawal("a", note="x" * 100_001, **IDA), "note is 100001 characters: the most is 100000"),
    (lambda: Resolution("a", outcome="yes", on=AT, **IDA), "on must be a day, not datetime"),
    (lambda: Resolution("a", outcome="yes", on=date(3000, 1, 1), **IDA), "on is 3000-01-01: the most is 2999-12-31"),
    (lambda: Resolution("a", outcome="yes", evidence="", **IDA), "evidence is empty"),
    (lambda: Confirmation("a", low=True, high=1, **IDA), "low must be a number, not True"),
    (lambda: Confirmation("a", low=float("nan"), **IDA), "low must be a finite number, not nan"),
    (lambda: Confirmation("a", first=date(999, 1, 1), **IDA), "first is 0999-01-01: the least is 1000-01-01"),
    (lambda: Weighing("a", watch="", hypothesis="h", cell="neither", **IDA), "watch is empty"),
    (lambda: Correction("a", field="role", value="", **IDA), "value is empty"),
]


@pytest.mark.parametrize(("make", "words"), NONSENSE)
def test_nonsense_is_refused(make, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        make()


def test_the_least_that_makes_sense_is_taken() -> None:
    assert Confirmation("a", first=FIRST, last=FIRST, low=0.5, high=0.5, **IDA).confirmed["low"] == 0.5
    assert Correction("a", field="said_at", value=None, **IDA).value is None


DAMAGED = [
    ({"kind": "praise"}, "kind is one of same,"),
    ({"kind": "same"}, "must have two names"),
    ({"object": "b"}, "a judgement of kind grade is about one thing: object must be null, not 'b'"),
    ({"kind": "resolve"}, "outcome is missing"),
    ({"at": "yesterday"}, "at must be a time, such as"),
    ({"at": "2026-10-05T12:30:00"}, "at must have its zone"),
    ({"at": None}, "at must be a time, such as"),
    ({"id": ""}, "id is empty"),
    ({"id": 5}, "id must be text, not 5"),
    ({"subject": ["a"]}, "subject must be text, not"),
    ({"object": 0}, "object must be null, not 0"),
    ({"kind": "same", "object": 5}, "object must be text, not 5"),
    ({"kind": ["grade"]}, "kind is one of same,"),
    ({"data": None}, "data must be an object, not None"),
    ({"data": {"reliability": ["B"]}}, "reliability must be text, not"),
    ({"data": {"credibility": 4.0}}, "credibility must be text, not 4.0"),
    ({"kind": "redact", "data": {"why": "w", "what": "article", "statements": "s1"}}, "statements must be a list"),
    ({"kind": "resolve", "data": {"outcome": "yes", "on": "20261005"}}, "on must be a day, such as"),
    ({"kind": "confirm", "data": {"from": "2026-02-30"}}, "from must be a day, such as"),
    ({"kind": "confirm", "data": {"from": "0001-01-01"}}, "from is 0001-01-01: the least"),
    ({"kind": "correct", "data": {"field": "said_at", "value": 5}}, "value must be a day, such as"),
]


@pytest.mark.parametrize(("damage", "words"), DAMAGED)
def test_a_damaged_row_is_refused(damage: dict, words: str) -> None:
    row = judgement_row(Grade("a", reliability="B", **IDA)) | damage
    with pytest.raises(ValueError, match=words):
        parse_judgement(row)


PACKAGE = Path(__file__).parent.parent / "src" / "onrecord"
# "came true" heads a column of scores too, and "void" is the code as well.
OUTCOMES_IN_WORDS = {OUTCOME_WORDS["no"], OUTCOME_WORDS["partly"]}


def listed_words(tree: ast.AST) -> Iterator[frozenset[object]]:
    """Yield the constants of each tuple, list, set or `Literal[...]` of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            yield frozenset(item.value for item in node.elts if isinstance(item, ast.Constant))


LISTS = {"OUTCOMES": OUTCOMES, "CELLS": CELLS, "CORRECTABLE": CORRECTABLE, "JUDGEMENT_KINDS": JUDGEMENT_KINDS}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_what_a_judgement_may_say_is_listed_once(path: Path) -> None:
    """Outcome words stood in four modules, cells in four, correctable fields in three."""
    tree, is_owner = ast.parse(path.read_text("utf-8")), path.name == "judgements.py" and path.parent == PACKAGE
    again = {name for words in listed_words(tree) for name, every in LISTS.items() if words == set(every)}
    assert again == (set(LISTS) if is_owner else set())
    worded = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)} & OUTCOMES_IN_WORDS
    assert worded == (OUTCOMES_IN_WORDS if is_owner else set())
