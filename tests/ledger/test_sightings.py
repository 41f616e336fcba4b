"""Sightings: of whom, in which order, with which text, and those that are like one."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from claimed_articles import QUAY, article

from onrecord.ledger import Ledger, Query
from onrecord.ledger.search.rare_words import WordBounds
from onrecord.ledger.sightings import find_similar_sightings, list_sightings
from onrecord.records import UNRESOLVED, Article, Record, Span, Speaker, Statement, statement_id

STORY = "Mara Voss said that the ferry Aurelia ran aground on the Tarn shoals before dawn with ninety people on board."
VOSS, SPAN = Speaker("Mara Voss", "person", "given"), ((Span(0, 9),), (Span(10, 14),), (Span(15, 37),))


def record(name: str, text: str = STORY, speaker: Speaker | None = VOSS, **about) -> Record:
    article = Article(name, text, **about)
    return Record(article, (Statement(statement_id(article, *SPAN), *SPAN, speaker=speaker),))


@pytest.fixture
def ledger(tmp_path: Path):
    with Ledger.open(tmp_path / "record.db") as made:
        for i, each in enumerate(
            [
                record("a", title="Aground", publisher="Post", published=date(2026, 10, 5), url="https://x.example/a"),
                record("b", text=STORY + " More is not known."),
                record("c", text=STORY + " More is not told.", speaker=Speaker("Reh", "person", "x")),
                record("d", speaker=Speaker(None, "unnamed", "x")),
                record("e", text="Mara Voss said nothing of the kind to anybody.", speaker=UNRESOLVED),
                record("a", text="Mara Voss said that the ferry is afloat.", url="https://x.example/a"),
            ]
        ):
            made.keep(each, model="m", at=datetime(2026, 10, 5, i, tzinfo=UTC))
        yield made


@pytest.mark.parametrize(
    ("names", "want"), [(None, ["b", "c", "a"]), (["Mara Voss"], ["b", "a"]), (["Reh"], ["c"]), ([], [])]
)
def test_sightings_of_the_newest_versions(ledger: Ledger, names: list[str] | None, want: list[str]) -> None:
    assert [s.article for s in list_sightings(ledger.database, names)] == want


def test_a_sighting_says_what_and_where(ledger: Ledger) -> None:
    first = next(s for s in list_sightings(ledger.database) if s.article == "b")
    assert (first.source, first.cue, first.content) == ("Mara Voss", "said", "that the ferry Aurelia")
    assert first.statement.speaker == VOSS
    assert ledger.record(first.key).article.id == "b"


def test_reprints_have_one_text(ledger: Ledger) -> None:
    texts = {s.article: s.text for s in list_sightings(ledger.database)}
    assert texts["b"] == texts["c"] != texts["a"]


def test_more_names_than_one_query_takes(ledger: Ledger) -> None:
    many = [f"Nobody {i}" for i in range(1200)]
    assert [s.article for s in list_sightings(ledger.database, [*many, "Reh"])] == ["c"]


AT = datetime(2026, 10, 13, tzinfo=UTC)
BOUNDS = WordBounds(words=8, tried=60, counted=2_000, walked=3_000)


@pytest.fixture
def quay(tmp_path: Path):
    """Six articles, in each of which Mara Voss speaks of the quay and Ode of the rain."""
    with Ledger.open(tmp_path / "quay.db") as kept:
        for n in range(6):
            said = ("Mara Voss", "said", f"{QUAY}, as number {n} says"), ("Ode", "said", f"it rained on day {n}")
            kept.keep(article(f"a{n}", *said, published=date(2026, 10, 1 + n)), model="m", at=AT)
        yield kept


def test_a_bound_keeps_those_that_were_kept_last(quay: Ledger) -> None:
    every = list(list_sightings(quay.database))
    assert len(every) == 12
    assert list(list_sightings(quay.database, most=12)) == every
    assert list(list_sightings(quay.database, most=11)) == every[1:]
    of_ode = [sighting for sighting in every if sighting.source == "Ode"]
    assert list(list_sightings(quay.database, ["Ode"], most=2)) == of_ode[-2:]
    assert list(list_sightings(quay.database, ["Ode", "Mara Voss"], most=3)) == every[-3:]


def test_sightings_that_share_rare_words(quay: Ledger) -> None:
    own = quay.search(Query("quay number 3")).hits[0]
    similar = find_similar_sightings(quay.database, own.statement.id, own.content, {"Mara Voss"}, most=3, bounds=BOUNDS)
    assert own.statement.id in [sighting.statement.id for sighting in similar]
    assert {sighting.source for sighting in similar} == {"Mara Voss"}
    assert len(similar) <= 4


def test_without_bounds_all_that_share_a_word_are_found(quay: Ledger) -> None:
    own = quay.search(Query("quay number 3")).hits[0]
    similar = find_similar_sightings(
        quay.database, own.statement.id, own.content, {"Mara Voss"}, most=None, bounds=WordBounds()
    )
    assert similar == list(list_sightings(quay.database, ["Mara Voss"]))


def test_a_statement_that_is_not_current_has_none(quay: Ledger) -> None:
    names = {"Mara Voss"}
    assert find_similar_sightings(quay.database, "ffffffff", "quay", names, most=3, bounds=BOUNDS) == []
