from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from onrecord.ledger import Ledger
from onrecord.ledger.articles import read_versions
from onrecord.ledger.sightings import list_sightings
from onrecord.ledger.speakers import list_name_texts
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


def test_speakers_are_those_with_a_name(ledger: Ledger) -> None:
    assert list_name_texts(ledger.database) == ["Mara Voss", "Reh"]


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


def test_versions_come_with_when_they_were_read(ledger: Ledger) -> None:
    old, new = read_versions(ledger.database, "a")
    assert (old[0].article.title, old[1].hour, new[1].hour) == ("Aground", 0, 5)
    assert "afloat" in new[0].article.text
    assert len(read_versions(ledger.database, "b")) == 1
