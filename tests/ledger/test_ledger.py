import sqlite3
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import records

from onrecord.errors import LedgerError, QueryError
from onrecord.ledger import Ledger, Query
from onrecord.ledger.schema import APPLICATION, read_migrations
from onrecord.records import Article, Record, Span, Speaker, Statement, Time, statement_id

NOW = datetime(2026, 10, 5, 12, tzinfo=UTC)


def said(article: Article, source: str, cue: str, content: str, **readings) -> Statement:
    """A statement of an article by its words."""
    spans = []
    for words in (source, cue, content):
        at = article.text.find(words)
        spans.append((Span(at, at + len(words)),) if words and at >= 0 else ())
    return Statement(statement_id(article, *spans), *spans, **readings)


def person(name: str, organisation: str | None = None) -> Speaker:
    return Speaker(name, "person", "named", organisation=organisation)


def harbour(text: str = "Voss said the bridge would close. Łukasz Żak denied it.", **about) -> Record:
    article = Article("harbour", text, title="Harbour", published=date(2026, 10, 5), **about)
    close = said(article, "Voss", "said", "the bridge would close", speaker=person("Mara Voss", "Harbour Office"))
    denied = said(article, "Łukasz Żak", "denied", "it", act="deny", speaker=person("Łukasz Żak"))
    at = Time(Span(0, 4), "DATE", "2026-09-11", because="told", first=date(2026, 9, 11), last=date(2026, 9, 11))
    return Record(article, (close, replace(denied, said_at=at)))


@pytest.fixture
def ledger(tmp_path: Path):
    with Ledger.open(tmp_path / "record.db") as made:
        yield made


def keep(ledger: Ledger, record: Record) -> str:
    return ledger.keep(record, model="m", at=NOW).state


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=records())
def test_a_record_comes_back_as_it_was_kept(tmp_path: Path, made: Record) -> None:
    with Ledger.open(tmp_path / f"{uuid4()}.db") as ledger:
        kept = ledger.keep(made, model="m", at=NOW)
        assert ledger.record(kept.key) == made


def test_the_same_page_twice_adds_nothing(ledger: Ledger) -> None:
    assert [keep(ledger, harbour()), keep(ledger, harbour())] == ["new", "same"]
    assert ledger.counts() == {"articles": 1, "pages": 1, "statements": 2, "speakers": 2}


PAGES = [
    ({"url": "https://x.example/1"}, {"url": "https://x.example/1"}, "version"),
    ({"url": "https://x.example/1"}, {"url": "https://x.example/2"}, "new"),
    ({"origin": "a.txt"}, {"origin": "./a.txt"}, "version"),
    ({"origin": "a.txt"}, {"origin": "b.txt"}, "new"),
    ({"origin": "a.jsonl:3"}, {"origin": "b.jsonl:9"}, "version"),
]


@pytest.mark.parametrize(("first", "second", "want"), PAGES)
def test_a_changed_page_is_a_new_version(ledger: Ledger, first, second, want: str) -> None:
    keep(ledger, harbour(**first))
    changed = harbour("Voss said the bridge would close soon. Łukasz Żak denied it.", **second)
    assert keep(ledger, changed) == want
    assert ledger.record(changed.article.key) == changed
    assert len(ledger.versions(changed.article.key)) == (2 if want == "version" else 1)


def test_only_the_newest_version_answers(ledger: Ledger) -> None:
    keep(ledger, harbour(url="u"))
    keep(ledger, harbour("Voss said the tunnel would close.", url="u"))
    assert ledger.search(Query("bridge")).total == 0
    assert ledger.record("harbour").article.text == "Voss said the tunnel would close."


SEARCHES = [
    (Query("bridge"), ["the bridge would close"]),
    (Query("BRIDGE clos*"), ["the bridge would close"]),
    (Query('"bridge would"'), ["the bridge would close"]),
    (Query('"would bridge"'), []),
    (Query("bridge -close"), []),
    (Query("-bridge"), ["it"]),
    (Query(speaker="voss"), ["the bridge would close"]),
    (Query(speaker="harbour office"), ["the bridge would close"]),
    (Query(speaker="zak"), ["it"]),
    (Query(act="deny"), ["it"]),
    (Query(since=date(2026, 10, 1)), ["the bridge would close"]),
    (Query(until=date(2026, 9, 30)), ["it"]),
    (Query(since=date(2026, 9, 11), until=date(2026, 9, 11)), ["it"]),
    (Query("close", speaker="zak"), []),
    (Query("voss"), []),
    (Query("—"), []),
    (Query(), ["the bridge would close", "it"]),
]


@pytest.mark.parametrize(("query", "want"), SEARCHES)
def test_search(ledger: Ledger, query: Query, want: list[str]) -> None:
    keep(ledger, harbour())
    found = ledger.search(query)
    assert [hit.content for hit in found.hits] == want
    assert found.total == len(want)


def test_a_hit_says_where_it_was_printed_and_what_matched(ledger: Ledger) -> None:
    keep(ledger, harbour(publisher="Post", url="https://x.example/1"))
    (hit,) = ledger.search(Query("bridge")).hits
    assert (hit.source, hit.cue, hit.title, hit.publisher) == ("Voss", "said", "Harbour", "Post")
    assert (hit.published, hit.url, hit.article) == (date(2026, 10, 5), "https://x.example/1", "harbour")
    assert [span.of(hit.content) for span in hit.matches] == ["bridge"]


def test_pages_of_results(ledger: Ledger) -> None:
    for i in range(7):
        keep(ledger, harbour(f"Voss said the bridge would close on day {i}.", origin=f"{i}.txt"))
    pages = [ledger.search(Query("bridge"), limit=3, offset=n) for n in (0, 3, 6)]
    assert [len(page.hits) for page in pages] == [3, 3, 1]
    assert len({hit.statement.id for page in pages for hit in page.hits}) == 7
    assert {page.total for page in pages} == {7}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=30), speaker=st.text(max_size=20))
def test_no_search_is_an_error(ledger: Ledger, words: str, speaker: str) -> None:
    keep(ledger, harbour())
    with suppress(QueryError):
        assert ledger.search(Query(words, speaker)).total in {0, 1, 2}


def test_ids_may_be_cut_short(ledger: Ledger) -> None:
    made = harbour()
    keep(ledger, made)
    assert ledger.find("harb").record == made
    assert ledger.find(made.statements[1].id[:8]).statement == made.statements[1]
    with pytest.raises(LedgerError, match="nothing has the id zzzz"):
        ledger.find("zzzz")
    with pytest.raises(LedgerError, match="at least 4 characters"):
        ledger.find("har")
    keep(ledger, Record(Article("harbour-2", "Nothing was said.")))
    assert ledger.find("harbour").record == made
    with pytest.raises(LedgerError, match=r"may be any of harbour, harbour-2"):
        ledger.find("harbo")


def test_what_is_no_ledger(tmp_path: Path) -> None:
    text, other, newer = tmp_path / "a.db", tmp_path / "b.db", tmp_path / "c.db"
    text.write_text("This is a letter, and a long one, not a database.\n" * 20)
    sqlite3.connect(other).execute("CREATE TABLE t (x)").connection.close()
    connection = sqlite3.connect(newer)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {len(read_migrations()) + 3}")
    connection.close()
    cases = [
        (text, "is not a ledger"),
        (other, "is a SQLite database but not a ledger"),
        (
            newer,
            f"is at schema {len(read_migrations()) + 3}, this version knows {len(read_migrations())}; upgrade onrecord",
        ),
        (tmp_path, "is a folder"),
        (tmp_path / "none" / "d.db", "cannot be opened"),
    ]
    for path, words in cases:
        before = path.read_bytes() if path.is_file() else None
        with pytest.raises(LedgerError, match=words):
            Ledger.open(path)
        assert (path.read_bytes() if path.is_file() else None) == before
    with pytest.raises(LedgerError, match="onrecord read"):
        Ledger.open(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()


def test_a_full_disk_leaves_the_ledger_whole(ledger: Ledger) -> None:
    keep(ledger, harbour())
    pages = ledger.database.value("PRAGMA page_count")
    ledger.database.execute(f"PRAGMA max_page_count = {pages + 2}")
    large = harbour("Voss said the bridge would close. " * 5000, origin="large.txt")
    with pytest.raises(LedgerError, match="no space is left"):
        keep(ledger, large)
    assert ledger.counts()["articles"] == 1
    ledger.database.execute("PRAGMA max_page_count = 1000000")
    assert keep(ledger, large) == "new"
    assert ledger.database.value("PRAGMA integrity_check") == "ok"


def test_a_read_only_ledger(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db") as ledger:
        keep(ledger, harbour())
        ledger.database.execute("PRAGMA query_only = ON")
        with pytest.raises(LedgerError, match="cannot be written"):
            keep(ledger, harbour("Other words, Voss said.", origin="b"))


def test_a_statement_that_a_record_has_twice_is_kept_once(ledger: Ledger) -> None:
    made = harbour()
    keep(ledger, replace(made, statements=(*made.statements, *made.statements)))
    assert ledger.record("harbour") == made
