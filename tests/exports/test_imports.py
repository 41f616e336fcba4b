"""Import: what is taken can be read, exported and withdrawn, whatever a file holds; what is not, is said."""

import io
import json
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from forecasting import NOW, rich, version_of
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from onrecord import exports, review
from onrecord.cli import cli
from onrecord.errors import LedgerError, OnrecordError
from onrecord.exports import jsonl
from onrecord.exports.imports import ImportedLine, import_lines, read_export
from onrecord.judgements import (
    BlankedSpan,
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
)
from onrecord.ledger import Ledger, find_unreadable_judgements, merge, redact
from onrecord.ledger.dump import Version
from onrecord.ledger.rehearsal import open_rehearsal
from onrecord.review import Judge
from onrecord.web import Desk, DeskSettings, build_application

TODAY = date(2026, 11, 24)
SPAN = BlankedSpan("0123456789abcdef", 0, 4)


def told() -> list[Judgement]:
    """One judgement of each kind about the statements of `rich`, and the two halves of a grade."""
    said, denied = (statement.id for statement in rich().statements)
    ada: dict[str, Any] = {"by": "Ada", "at": NOW, "note": "so it is"}
    return [
        SameAs("Mara Voss", "M. Voss", **ada),
        DifferentFrom("Mara Voss", "Voss", **ada),
        Correction(said, field="said_at", value=date(2026, 10, 1), **ada),
        Correction(said, field="role", value="harbour master", **ada),
        Correction(denied, field="statement", value=False, **ada),
        Confirmation(said, first=date(2026, 10, 3), last=date(2026, 11, 1), low=0.8, high=0.9, **ada),
        Resolution(said, outcome="yes", on=date(2026, 11, 1), evidence="https://news.example/pier", **ada),
        Grade("Mara Voss", reliability="B", **ada),
        Grade(said, credibility="2", **ada),
        Weighing(said, watch="The harbour", hypothesis="frost", cell="consistent", weight="high", **ada),
        Redaction("0123456789abcdef", why="a court", what="article", statements=("fedcba9876543210",), **ada),
        Redaction("person-1", why="asked", what="person", statements=(said,), blanked=(SPAN,), with_words=True, **ada),
        Withdrawal(Grade(said, credibility="2", **ada).id, **ada),
    ]


SOUND = [line.strip().encode() for line in jsonl.format_jsonl([version_of(rich())], told())]
LINES = [json.loads(line) for line in SOUND]
TAKEN = {"new", "version", "more", "judgement", "same"}
VALUES: list[Any] = [
    None,
    True,
    False,
    0,
    -1,
    7,
    10**30,
    0.5,
    1.0,
    -0.1,
    float("nan"),
    float("inf"),
    "",
    " ",
    "x",
    "\ud83d",
    "\x1b[2J",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
    "2026-10-05T12:00:00",
    "javascript:alert(1)",
    "x" * 20_000,
    [],
    [[0, 5]],
    [5, 2],
    [0, 10**6],
    {},
    {"a": 1},
]
"""A value of each type that JSON has, and those that are right in type alone."""


def find_paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the place of each value in a line; of a list the first item's alone."""
    yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from find_paths(item, (*path, key))
    elif isinstance(value, list) and value:
        yield from find_paths(value[0], (*path, 0))


MUTATIONS = [(number, path) for number, line in enumerate(LINES) for path in find_paths(line) if path]
GONE = object()
"""In the place of a value: the key is taken out."""


def mutate(number: int, path: tuple[str | int, ...], value: object, *, name: str) -> bytes:
    """A line with another value at a place of it, and an id of its own, so that it is not known already."""
    line = deepcopy(LINES[number])
    if "judgement" in line:
        line["judgement"]["id"] = name
    else:
        line |= {"id": name}
        line["article"]["url"] = line["ledger"]["page"] = f"https://news.example/{name}"
        line["ledger"]["key"] = replace(rich().article, id=name, url=line["article"]["url"]).key
    *way, last = path
    place = line
    for step in way:
        place = place[step]
    if value is GONE:
        del place[last]
    else:
        place[last] = value
    return json.dumps(line).encode()


def lay_in(ledger: Ledger, lines: list[bytes], **options: Any) -> list[ImportedLine]:
    return list(import_lines(ledger, enumerate(lines, 1), **options))


SAID = rich().statements[0].id
FORMATS = ("csv", "webannotation", "schema.org", "stix", "ftm", "jsonl")
COMMANDS = [
    ["due", "--within", "40000"],
    ["score", "--by", "publisher"],
    ["log", SAID],
    ["show", SAID],
    ["search", "is:resolved"],
    ["speaker", "Mara Voss"],
    ["grade", "Mara Voss"],
    *(["export", "--as", kind] for kind in FORMATS),
]
PAGES = ("/", "/scores", "/forecasts", "/articles/h1", "/speakers/Mara%20Voss")


def check_readers(path: Path) -> None:
    """Every reader of judgements and articles gets through a ledger."""
    for command in COMMANDS:
        done = CliRunner().invoke(cli, [*command, "--ledger", str(path)])
        assert done.exit_code == 0, (command, done.output, done.exc_info)
    hosts = frozenset({"127.0.0.1:80"})
    desk = build_application(Desk(DeskSettings(ledger=path, watches=(), by="Ida", today=TODAY, hosts=hosts)))
    with TestClient(desk, base_url="http://127.0.0.1:80") as client:
        client.headers["host"] = "127.0.0.1:80"
        for page in PAGES:
            assert client.get(page).status_code == 200, page


def check_law(path: Path, lines: list[bytes]) -> None:
    """What was taken of lines can be read, exported and imported again to the same, and withdrawn."""
    with Ledger.open(path) as ledger, Ledger.open(path.with_name("again.db")) as other:
        imported = lay_in(ledger, [*SOUND, *lines], with_redactions=True)
        assert find_unreadable_judgements(ledger.database) == []
        check_readers(path)
        whole = "".join(exports.export_text(ledger, "jsonl"))
        assert {line.state for line in lay_in(other, whole.encode().splitlines(), with_redactions=True)} <= TAKEN
        assert "".join(exports.export_text(other, "jsonl")) == whole
        taken = {line.judgement.id for line in imported if line.judgement}
        for judgement in ledger.judgements():
            if judgement.id in taken and not isinstance(judgement, Redaction):
                review.keep_withdrawal(ledger, judgement.id, Judge("Ida", NOW + timedelta(days=1)))
        assert len(ledger.judgements()) >= len(taken & {made.id for made in ledger.judgements(Redaction)})


@settings(max_examples=3, phases=(Phase.generate,))
@given(some=st.lists(st.tuples(st.sampled_from(MUTATIONS), st.sampled_from([*VALUES, GONE])), min_size=30, max_size=60))
def test_what_is_taken_can_be_read_exported_and_withdrawn(some: list[tuple[Any, Any]]) -> None:
    lines = [mutate(*place, value, name=f"mutant-{number}") for number, (place, value) in enumerate(some)]
    with tempfile.TemporaryDirectory() as folder:
        check_law(Path(folder) / "record.db", lines)


def test_no_value_in_any_place_ends_an_import() -> None:
    """Each makes an article or a judgement, or a ValueError with a reason."""
    reasons = set[str]()
    for place in MUTATIONS:
        for value in (*VALUES[::2], GONE):
            try:
                assert isinstance(jsonl.parse_line(mutate(*place, value, name="mutant").decode()), Version | Judgement)
            except ValueError as error:
                reasons.add(str(error))
    assert "" not in reasons


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "record.db") as opened:
        lay_in(opened, SOUND)
        yield opened


def judged(judgement: Judgement) -> bytes:
    return next(iter(jsonl.format_jsonl([], [judgement]))).encode()


LATER: dict[str, Any] = {"by": "Bo", "at": NOW + timedelta(days=2)}
REPLACING = [
    (Resolution(SAID, outcome="no", **LATER), Resolution),
    (Resolution(SAID, outcome="no", by="Bo", at=NOW - timedelta(days=2)), None),
    (Resolution("another", outcome="no", **LATER), None),
    (SameAs("Voss", "Mara Voss", **LATER), DifferentFrom),
    (Correction(SAID, field="role", value="pilot", **LATER), Correction),
    (Correction(SAID, field="organisation", value="Post", **LATER), None),
    (Grade("Mara Voss", reliability="C", **LATER), Grade),
    # It was withdrawn: nothing of it counts.
    (Grade(SAID, credibility="3", **LATER), None),
    (Weighing(SAID, watch="The harbour", hypothesis="frost", cell="neither", **LATER), Weighing),
    (Weighing(SAID, watch="The harbour", hypothesis="ice", cell="neither", **LATER), None),
    (Withdrawal(told()[0].id, **LATER), SameAs),
    (Withdrawal(told()[8].id, **LATER), None),
]


@pytest.mark.parametrize(("judgement", "replaced"), REPLACING)
def test_it_is_said_which_judgement_no_longer_counts(ledger: Ledger, judgement: Judgement, replaced: type) -> None:
    (line,) = lay_in(ledger, [judged(judgement)])
    assert (line.state, type(line.replaced)) == ("judgement", replaced or type(None))


def test_of_two_in_one_file_the_first_is_not_ones_own(ledger: Ledger) -> None:
    first = Grade("Post", reliability="C", by="Bo", at=NOW)
    second = Grade("Post", reliability="D", **LATER)
    assert [line.replaced for line in lay_in(ledger, [judged(first), judged(second)])] == [None, None]


def test_a_withdrawal_may_stand_before_what_it_withdraws(ledger: Ledger) -> None:
    grade = Grade("Post", reliability="C", **LATER)
    first = Withdrawal(grade.id, by="Bo", at=NOW)
    second = Withdrawal(first.id, by="Bo", at=NOW - timedelta(days=1))
    lost = Withdrawal("gone", by="Bo", at=NOW)
    lines = lay_in(ledger, [judged(made) for made in (second, lost, first, grade)])
    assert [(line.number, line.state) for line in lines] == [
        (4, "judgement"),
        (3, "judgement"),
        (1, "judgement"),
        (2, "failed"),
    ]
    assert "neither in the file nor here" in lines[-1].reason
    assert grade in ledger.judgements()


def test_a_redaction_is_taken_only_where_that_is_asked_for(ledger: Ledger) -> None:
    article, statement = rich().article, rich().statements[1]
    stranger = {"why": "no reason", "by": "a stranger", "at": NOW}
    lines = [judged(Redaction(statement.id, what="statement", statements=(statement.id,), **stranger))]
    lines += [judged(Redaction(article.key, what="article", **stranger))]
    asked = lay_in(ledger, lines)
    assert [(line.state, line.emptied) for line in asked] == [("redaction", (article.url,))] * 2
    assert ledger.record("h1").article.text == article.text
    done = lay_in(ledger, lines, with_redactions=True)
    assert [(line.state, line.emptied) for line in done] == [("judgement", (article.url,))] * 2
    assert ledger.record("h1").article.text == ""
    assert [line.state for line in lay_in(ledger, lines)] == ["same", "same"]


def test_what_a_redaction_left_does_not_keep_out_the_article(ledger: Ledger, tmp_path: Path) -> None:
    redact(ledger.database, rich().article.key, "a court", by="Ada", at=NOW)
    lines = "".join(exports.export_text(ledger, "jsonl")).encode().splitlines()
    with Ledger.open(tmp_path / "mine.db") as mine:
        assert [line.state for line in lay_in(mine, lines[:1])] == ["redacted"]
        assert mine.keep(rich(), model="m", at=NOW).state == "new"
        # Here are its words: what is left of it elsewhere adds nothing.
        assert [line.state for line in lay_in(mine, lines[:1])] == ["same"]
        states = [line.state for line in lay_in(mine, lines, with_redactions=True)]
        assert {"failed", "redaction", "redacted"}.isdisjoint(states)
        assert mine.record("h1").article.text == ""


def test_a_key_that_is_of_another_text_keeps_that_text_out_of_nothing(tmp_path: Path) -> None:
    line = json.loads(SOUND[0])
    line["text"] = line["text"].replace("likely", "rarely")
    with Ledger.open(tmp_path / "record.db") as ledger:
        assert [made.state for made in lay_in(ledger, [json.dumps(line).encode()])] == ["new"]
        assert ledger.keep(rich(), model="m", at=NOW).state == "version"
        assert ledger.versions("h1")[1] == rich().article.key
        assert "rarely" not in ledger.record("h1").article.text


def test_a_redaction_cannot_be_withdrawn_by_a_file(ledger: Ledger) -> None:
    done = redact(ledger.database, rich().article.key, "a court", by="Ada", at=NOW)
    (line,) = lay_in(ledger, [judged(Withdrawal(done.judgement.id, **LATER))])
    assert line.state == "failed"
    assert "redacted words for good" in line.reason


def test_a_fault_of_the_disk_is_not_a_fault_of_the_line(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise LedgerError("no space is left")

    monkeypatch.setattr(merge, "merge_judgement", fail)
    with pytest.raises(LedgerError, match="no space"):
        lay_in(ledger, [judged(Grade("Post", reliability="C", **LATER))] * 2)


NO_EXPORT = [
    (b"name,sum\nVoss,3\n", "line 1 is not valid JSON"),
    (b"\n\n[1]\n", "line 3 is neither article nor judgement"),
    (b'{"id": "a", "text": "b"}\n' * 9, "line 1 is an article without its readings: read it with `onrecord read`"),
    (b"\xff\xfe\x00\n" * 3, "line 1 is not UTF-8"),
    (b"[" * 200_000, "line 1 is not valid JSON"),
]


@pytest.mark.parametrize(("content", "words"), NO_EXPORT)
def test_a_file_that_is_no_export_is_refused_whole(content: bytes, words: str) -> None:
    with pytest.raises(OnrecordError, match=f"is not an onrecord export: {words}"):
        read_export(io.BytesIO(content))


def test_lines_are_counted_with_blank_ones_and_a_bad_one_among_them_is_reported(ledger: Ledger) -> None:
    content = b"\xef\xbb\xbf" + b"\n".join(
        [b"", SOUND[0], b"nonsense", b"\xff", judged(Grade("Post", reliability="A", **LATER))]
    )
    lines = list(import_lines(ledger, read_export(io.BytesIO(content))))
    assert [(line.number, line.state) for line in lines] == [
        (2, "same"),
        (3, "failed"),
        (4, "failed"),
        (5, "judgement"),
    ]


def test_a_rehearsal_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with open_rehearsal(path) as tried:
        assert [line.state for line in lay_in(tried, SOUND)] == [
            "new",
            *["judgement"] * 10,
            "redaction",
            "redaction",
            "judgement",
        ]
    assert not path.exists()
    with Ledger.open(path) as ledger:
        lay_in(ledger, SOUND)
    with open_rehearsal(path) as tried:
        assert lay_in(tried, [judged(Grade("Post", reliability="A", **LATER))])[0].state == "judgement"
    with Ledger.open(path) as ledger:
        assert len(ledger.judgements(standing=False)) == 11
