from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from onrecord.ledger import Ledger, reprints
from onrecord.records import Article, Record, Span

NOW = datetime(2026, 10, 5, 12, tzinfo=UTC)
STORY = "\n".join(
    [
        "The ferry Aurelia ran aground on the Tarn shoals before dawn on Sunday with ninety people on board.",
        "Nobody was hurt, but two cars and a milk lorry slid into the sea when the bow doors broke open.",
        "The captain, who has sailed the strait for thirty years, told the coast guard that the light had gone out.",
        "A tug from Kelva pulled the passengers' lifeboats to the quay, where nurses gave them tea and blankets.",
    ]
)
CUT = "\n".join(STORY.splitlines()[:3])
OTHER = "Farmers burned three hundred bales of straw on Monday to protest against the price that is paid for milk."


@pytest.fixture
def ledger(tmp_path: Path):
    with Ledger.open(tmp_path / "record.db") as made:
        yield made


def keep(ledger: Ledger, name: str, text: str, **about) -> None:
    ledger.keep(Record(Article(name, text, **about)), model="m", at=NOW)


def names(ledger: Ledger) -> list[list[str]]:
    return [[p.article for p in group] for group in reprints.list_texts(ledger.database)]


def test_reprints_are_one_text(ledger: Ledger) -> None:
    keep(ledger, "post", CUT, publisher="Post", published=date(2026, 10, 4))
    keep(ledger, "farm", OTHER)
    keep(ledger, "wire", STORY, publisher="Wire")
    keep(ledger, "sun", f"Ferry lost\n\n{STORY}", title="Ferry lost", url="https://sun.example/1")
    assert names(ledger) == [["post", "wire", "sun"], ["farm"]]
    assert [[p.article for p in group] for group in reprints.list_texts(ledger.database, least=2)] == [
        ["post", "wire", "sun"]
    ]
    for name in ("post", "wire", "sun"):
        post, wire, sun = reprints.list_printings(ledger.database, ledger.find(name).key)
        assert (post.of, post.share, post.published) == (wire.key, 1.0, date(2026, 10, 4))
        assert (wire.of, wire.share, wire.publisher) == (None, None, "Wire")
        assert (sun.of, sun.share, sun.title) == (wire.key, 1.0, "Ferry lost")
    assert [p.article for p in reprints.list_printings(ledger.database, ledger.find("farm").key)] == ["farm"]


def test_neither_headline_nor_furniture_nor_insertion_makes_a_reprint(ledger: Ledger) -> None:
    for name, line in (("a", STORY.splitlines()[0]), ("b", STORY.splitlines()[1])):
        text = f"{CUT}\n{line}"
        keep(ledger, f"furniture-{name}", text, furniture=(Span(0, len(CUT)),))
    keep(ledger, "insertion", f"{CUT}\n{OTHER}", insertions=(Span(0, len(CUT)),))
    headline = STORY.splitlines()[0]
    keep(ledger, "headline", f"{headline}\n\n{OTHER.replace('Monday', 'Tuesday')}", title=headline)
    assert names(ledger) == [["furniture-a"], ["furniture-b"], ["insertion", "headline"]]


def test_articles_kept_before_there_was_syndication_are_placed_with_the_next(ledger: Ledger) -> None:
    keep(ledger, "wire", STORY)
    keep(ledger, "post", CUT)
    ledger.database.execute("DELETE FROM reprint")
    ledger.database.execute("DELETE FROM sentence_hash")
    keep(ledger, "farm", OTHER)
    assert names(ledger) == [["wire", "post"], ["farm"]]


def test_nothing_is_placed_where_the_article_is_not_kept(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(database: object) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr(reprints, "place_new_articles", fails)
    with pytest.raises(RuntimeError):
        keep(ledger, "wire", STORY)
    monkeypatch.undo()
    assert ledger.counts()["articles"] == 0
    assert names(ledger) == []
    keep(ledger, "wire", STORY)
    assert names(ledger) == [["wire"]]


def test_what_is_forgotten_leaves_no_keys(ledger: Ledger) -> None:
    keep(ledger, "wire", STORY)
    keep(ledger, "farm", OTHER)
    count = "SELECT article, count(*) FROM sentence_hash GROUP BY article"
    assert ledger.database.tuples(count) == [(1, 4), (2, 1)]
    # A hash that an older version made, which cut sentences otherwise.
    ledger.database.execute("INSERT INTO sentence_hash (hash, article) VALUES (5, 1)")
    reprints.forget_words(ledger.database, 1)
    assert ledger.database.tuples(count) == [(2, 1)]
