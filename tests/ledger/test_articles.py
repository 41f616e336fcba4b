"""The list of articles and the versions of a page; the list is tested by the desk's pages too (web/test_shelf.py)."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from onrecord.ledger import Ledger, articles
from onrecord.ledger.articles import find_version_place, list_articles, list_versions, newest_key, read_versions
from onrecord.records import Article, Record

URL = "https://news.example/ferry"


def keep(ledger: Ledger, name: str, hour: int, text: str, **about) -> str:
    at = datetime(2026, 10, 5, hour, tzinfo=UTC)
    return ledger.keep(Record(Article(name, text, **about)), model="m", at=at).key


@pytest.fixture
def ledger(tmp_path: Path):
    """A page with two versions, and another page between them."""
    with Ledger.open(tmp_path / "record.db") as opened:
        keep(opened, "ferry", 0, "The ferry ran aground.", url=URL, title="Aground", publisher="Orm Post")
        keep(opened, "lock", 1, "The lock is open.", title="Open again", published=date(2026, 10, 4))
        keep(opened, "ferry", 2, "The ferry is afloat.", url=URL, title="Afloat", publisher="Orm Post")
        yield opened


def test_the_list_has_the_newest_version_of_each_page(ledger: Ledger) -> None:
    listed = list_articles(ledger.database)
    assert [(article.title, article.versions) for article in listed.articles] == [("Afloat", 2), ("Open again", 1)]
    assert [article.read_at.hour for article in listed.articles] == [2, 1]
    assert not listed.more


PAGES = [
    ({"limit": 1}, ["Afloat"], True),
    ({"limit": 2}, ["Afloat", "Open again"], False),
    ({"limit": 1, "offset": 1}, ["Open again"], False),
    ({"words": "ORM floa"}, ["Afloat"], False),
    ({"words": "aground"}, [], False),
]


@pytest.mark.parametrize(("asked", "titles", "more"), PAGES)
def test_pages_of_the_list(ledger: Ledger, asked: dict, titles: list[str], more: bool) -> None:
    listed = list_articles(ledger.database, **asked)
    assert ([article.title for article in listed.articles], listed.more) == (titles, more)


def test_the_list_ends_where_it_costs_too_much(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "DEEPEST", 1)
    assert len(list_articles(ledger.database).articles) == 1
    assert len(list_articles(ledger.database, "open").articles) == 1
    monkeypatch.setattr(articles, "LOOKED_THROUGH", 1)
    assert list_articles(ledger.database, "open").articles == ()


def test_a_version_knows_its_place(ledger: Ledger) -> None:
    (newest, _), (oldest, first_read) = list_versions(ledger.database, ledger.find("ferry").key, limit=9)
    assert first_read.hour == 0
    assert find_version_place(ledger.database, oldest) == articles.VersionPlace(1, 2, newest)
    assert find_version_place(ledger.database, newest) == articles.VersionPlace(2, 2, newest)
    assert list_versions(ledger.database, newest, limit=1, offset=1) == [(oldest, first_read)]
    assert newest_key(ledger.database, URL) == newest
    assert newest_key(ledger.database, "https://news.example/none") is None


def test_versions_come_with_when_they_were_first_read(ledger: Ledger) -> None:
    (old, old_at), (new, new_at) = read_versions(ledger.database, "ferry")
    assert (old.article.title, old_at.hour) == ("Aground", 0)
    assert (new.article.text, new_at.hour) == ("The ferry is afloat.", 2)
    assert len(read_versions(ledger.database, "lock")) == 1
