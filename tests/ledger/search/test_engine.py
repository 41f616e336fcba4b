"""Searches over a small ledger by every field, the plan of each, and ledgers from before the search had its tables."""

import json
import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from claimed_articles import QUAY, article
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from older_ledgers import take_back
from strategies import PIECES, records

from onrecord.errors import QueryError
from onrecord.judgements import Confirmation, Resolution, Withdrawal
from onrecord.ledger import Ledger, Query
from onrecord.ledger.search import engine
from onrecord.ledger.search.engine import find_newest
from onrecord.ledger.search.index import unindex_statement
from onrecord.ledger.search.predicates import Facts
from onrecord.ledger.search.walks import build_walk
from onrecord.records import (
    Article,
    Confidence,
    Forecast,
    Hedge,
    Quantity,
    Record,
    Span,
    Speaker,
    Statement,
    Time,
    statement_id,
)
from onrecord.rows import parse_statement

NOW = datetime(2026, 10, 5, 12, tzinfo=UTC)
TODAY = date(2026, 10, 5)
HERE = Span(0, 1)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def time(first: str | None, last: str | None) -> Time:
    return Time(HERE, "DATE", "x", because="told", first=day(first), last=day(last))


def count(low: float, unit: str | None, high: float | None = None, comparator: str = "=") -> Quantity:
    return Quantity(HERE, low, low if high is None else high, because="told", comparator=comparator, unit=unit)


def hedge(phrase: str, low: float | None, high: float | None, **about) -> Hedge:
    return Hedge(HERE, phrase, about.pop("of", "content"), because="told", low=low, high=high, **about)


def person(name: str | None, organisation: str | None = None) -> Speaker:
    return Speaker(name, "person" if name else "unnamed", "told", organisation=organisation)


VOSS, ZAK, NOBODY = person("Mara Voss", "Harbour Office"), person("Łukasz Żak", "Bridge Union"), person(None)
SAID = [
    ("Voss", "the bridge will likely close", "Courier", "2026-09-11", {
        "speaker": VOSS,
        "certainty": (hedge("will likely", 0.55, 0.8),),
        "times": (time("2027-03-01", "2027-05-31"), time("2027-01-01", "2027-12-31")),
        "forecast": Forecast("told", first=day("2027-03-01"), last=day("2027-05-31"), low=0.55, high=0.8),
    }),
    ("Żak", "no bridge was shut", "Courier", "2026-09-20", {
        "speaker": ZAK, "act": "deny", "kind": "direct", "certainty": (hedge("no", None, None, polarity="-"),),
    }),
    ("an official", "more than 100,000 troops stood by a tunnel", "Evening Post", "2026-08-01", {
        "speaker": NOBODY, "quantities": (count(1e5, "troops", comparator=">"), count(7, "tanks")),
    }),
    ("the union", "30,000 to 40,000 Russian soldiers left", "Evening Post", "2025-02-02", {
        "speaker": person("Bridge Union"), "quantities": (count(3e4, "Russian soldiers", 4e4),),
        "times": (time("2024-01-01", None),), "confidence": Confidence(HERE, "high confidence", "high"),
    }),
    ("Voss", "the ferry may sink by summer", None, "2026-01-15", {
        "speaker": VOSS, "certainty": (hedge("may", 0.2, 0.7), hedge("reportedly", 0.1, 0.9, of="cue")),
        "times": (time(None, "2026-06-21"),),
        "forecast": Forecast("told", first=day("2026-01-15"), last=day("2026-06-21")),
    }),
    ("Voss", "prices will certainly rise", None, None, {
        "speaker": VOSS, "certainty": (hedge("certainly", 0.9, 1.0),),
        "forecast": Forecast("told", first=day("2026-01-15")),
    }),
]  # fmt: skip
CLOSE, SHUT, TROOPS, SOLDIERS, FERRY, PRICES = (content for _, content, *_ in SAID)


def made(source: str, content: str, publisher: str | None, published: str | None, readings: dict) -> Record:
    text = f"{source} said {content}."
    article = Article(
        content[:12], text, url=f"https://x.example/{content}", publisher=publisher, published=day(published)
    )
    at = len(source)
    spans = ((Span(0, at),), (Span(at + 1, at + 5),), (Span(at + 6, len(text) - 1),))
    return Record(article, (Statement(statement_id(article, *spans), *spans, **readings),))


def fill(path: Path) -> dict[str, str]:
    """A ledger of SAID; the ids of its statements by content."""
    ids = {}
    with Ledger.open(path) as ledger:
        for said in SAID:
            record = made(*said)
            ledger.keep(record, model="m", at=NOW)
            ids[said[1]] = record.statements[0].id
    return ids


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("search") / "record.db"
    ids = fill(path)
    with Ledger.open(path) as opened:
        opened.judge(Resolution(ids[PRICES], outcome="yes", by="me", at=NOW))
        opened.judge(Confirmation(ids[FERRY], by="me", at=NOW))
        taken_back = opened.judge(Resolution(ids[CLOSE], outcome="no", by="me", at=NOW))
        opened.judge(Withdrawal(taken_back.id, by="me", at=NOW))
        yield opened


SEARCHES = [
    ("bridge", {CLOSE, SHUT}),
    ("bridge OR tunnel", {CLOSE, SHUT, TROOPS}),
    ("bridge OR troops>1 -speaker:zak", {CLOSE, TROOPS}),
    ("NOT bridge", {TROOPS, SOLDIERS, FERRY, PRICES}),
    ("bridge -act:deny", {CLOSE}),
    ("-bridge OR -close", {SHUT, TROOPS, SOLDIERS, FERRY, PRICES}),
    ("speaker:voss", {CLOSE, FERRY, PRICES}),
    ("speaker:official", {TROOPS}),
    ('speaker:"harbour office"', {CLOSE, FERRY, PRICES}),
    ('org:"harbour office"', {CLOSE, FERRY, PRICES}),
    ("org:union", {SHUT}),
    ("publisher:courier", {CLOSE, SHUT}),
    ('publisher:"evening post" tunnel', {TROOPS}),
    ("act:deny", {SHUT}),
    ("kind:direct", {SHUT}),
    ("is:unnamed", {TROOPS}),
    ("is:forecast", {CLOSE, FERRY, PRICES}),
    ("is:open", {CLOSE}),
    ("is:overdue", {FERRY}),
    ("is:resolved", {PRICES}),
    ("is:confirmed", {FERRY}),
    ("is:forecast -is:confirmed", {CLOSE, PRICES}),
    ("is:overdue OR is:resolved", {FERRY, PRICES}),
    ("ferry is:overdue", {FERRY}),
    ("due:..2026", {FERRY}),
    ("due>2026", {CLOSE}),
    ("certainty:likely", {CLOSE}),
    ("polarity:negative", {SHUT}),
    ("polarity:positive", {CLOSE, FERRY, PRICES}),
    ("confidence:high", {SOLDIERS}),
    ("likelihood>50%", {CLOSE, PRICES}),
    ("certainty>=0.9", {PRICES}),
    ("likelihood:0..75%", {FERRY}),
    ("-likelihood>50% speaker:voss", {FERRY}),
    ("said:2026-09", {CLOSE, SHUT}),
    ("said:2026-09-11", {CLOSE}),
    ("said<2026", {SOLDIERS}),
    ("-said:2026-09..", {TROOPS, SOLDIERS, FERRY, PRICES}),
    ("since:2026-01 until:2026-08", {TROOPS, FERRY}),
    ("about:2027", {CLOSE}),
    ("about:2027-04-10", {CLOSE}),
    ("about:2024-01", {SOLDIERS}),
    ("about:2025", set()),
    ("about:2026-06 ferry", {FERRY}),
    ("about:2026-06 OR about:2024", {FERRY, SOLDIERS}),
    ("troops>100000", {TROOPS}),
    ("troops>100001", set()),
    ("troop >= 100k", {TROOPS}),
    ("troops<100000", set()),
    ("tanks=5..10", {TROOPS}),
    ("unit:soldier", {SOLDIERS}),
    ('"russian soldiers">35000', {SOLDIERS}),
    ("soldiers<=30000", {SOLDIERS}),
    ("unit:soldiers 1000..5000", set()),
    ("number>50000", {TROOPS}),
    ("-number>5", {CLOSE, SHUT, FERRY, PRICES}),
    ("left soldiers>5", {SOLDIERS}),
]


@pytest.mark.parametrize(("typed", "want"), SEARCHES)
def test_every_field(ledger: Ledger, typed: str, want: set[str]) -> None:
    found = ledger.search(Query(typed), today=TODAY)
    assert {hit.content for hit in found.hits} == want
    assert found.total == len(found.hits) == len(want)


CLAIMS = [("claim:1", {CLOSE, SHUT}), ("claim:1 act:deny", {SHUT}), ("bridge -claim:2", {SHUT}), ("claim:3", set())]


@pytest.mark.parametrize(("typed", "want"), CLAIMS)
def test_claims_are_told_by_whoever_asks(ledger: Ledger, typed: str, want: set[str]) -> None:
    ids = {hit.content: hit.statement.id for hit in ledger.search(Query()).hits}
    claims = {"1": [ids[CLOSE], ids[SHUT]], "2": [ids[CLOSE]], "3": ["none"]}
    found = ledger.search(Query(typed), today=TODAY, claim=claims.__getitem__)
    assert {hit.content for hit in found.hits} == want
    with pytest.raises(QueryError, match="cannot be used here"):
        ledger.search(Query(typed))


def test_words_are_ranked_and_the_rest_stands_newest_first(ledger: Ledger) -> None:
    newest = [hit.content for hit in ledger.search(Query("is:forecast"), today=TODAY).hits]
    assert newest == [CLOSE, FERRY, PRICES]
    assert [hit.content for hit in ledger.search(Query()).hits] == [SHUT, CLOSE, TROOPS, FERRY, SOLDIERS, PRICES]
    ranked = [hit.content for hit in ledger.search(Query("tunnel OR by"), today=TODAY).hits]
    assert ranked == [TROOPS, FERRY]


def test_only_words_of_the_content_are_marked(ledger: Ledger) -> None:
    (hit,) = ledger.search(Query("ferry OR sink speaker:voss certainty:may -bridge"), today=TODAY).hits
    assert [span.of(hit.content) for span in hit.matches] == ["ferry", "sink"]


LEADS = [
    ("bridge said:2026", "search_words VIRTUAL TABLE INDEX"),
    ("speaker:voss", "search_words VIRTUAL TABLE INDEX"),
    ("troops>5", "counted USING COVERING INDEX search_quantity_by_unit (unit=? AND high>?)"),
    ("about:2027", "search_time_by_day (days_at_most=? AND about_from>? AND about_from<?)"),
    ("is:overdue", "search_statement USING INDEX search_statement_by_due (due>? AND due<?)"),
    ("is:resolved", "one VIRTUAL TABLE INDEX"),
    ("claim:a about:2027", "one VIRTUAL TABLE INDEX"),
    ("likelihood>70%", "search_statement_by_likelihood (likelihood_low>? AND likelihood_low<?)"),
    ("number>5", "SEARCH search_statement USING INTEGER PRIMARY KEY (rowid=?)"),
    ("is:open about:2027", "search_time_by_day (days_at_most=? AND about_from>? AND about_from<?)"),
    ("said:2026", "search_statement_by_day (days_at_most=? AND said_from>? AND said_from<?)"),
    ("-bridge", "search_statement_by_day (days_at_most=?)"),
]


@pytest.mark.parametrize(("typed", "want"), LEADS)
def test_no_search_reads_the_whole_ledger(ledger: Ledger, typed: str, want: str) -> None:
    from onrecord.ledger.search.query import read_conditions

    facts = Facts(TODAY, {"resolved": frozenset("a"), "confirmed": frozenset()}, {"a": frozenset("a")})
    walked = build_walk(read_conditions(Query(typed), TODAY) or (), facts, 100)
    plan = [row[3] for row in ledger.database.execute(f"EXPLAIN QUERY PLAN {walked.text}", walked.values)]
    assert any(want in line for line in plan), plan
    assert not any(line in {"SCAN search_statement", "SCAN statement", "SCAN search_time"} for line in plan), plan


@pytest.mark.parametrize("typed", ["bridge", "", "about:2026", "number>0"])
def test_more_answers_than_are_counted_are_still_paged_through(
    tmp_path: Path, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "MOST_COUNTED", 5)
    with Ledger.open(tmp_path / "record.db") as many:
        for i in range(12):
            about = {"times": (time("2026-01-02", "2026-01-02"),) * 2, "quantities": (count(i + 1, "men"),) * 2}
            many.keep(made("Voss", f"the bridge closed {i}", None, f"2026-01-{i + 1:02}", about), model="m", at=NOW)
        pages = [many.search(Query(typed), limit=4, offset=at) for at in range(0, 20, 4)]
        assert [(page.total, page.more) for page in pages] == [(5, True)] * 5
        assert [len(page.hits) for page in pages] == [4, 4, 4, 0, 0]
        assert len({hit.content for page in pages for hit in page.hits}) == 12


def test_a_new_reading_or_version_takes_the_place_of_the_old(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "record.db") as ledger:
        ledger.keep(made("Voss", "the bridge closed", None, None, {}), model="m", at=NOW)
        old, url = made("Voss", "the bridge closed", None, None, {}).article, "https://x.example/the bridge closed"
        text = "Voss said the tunnel closed."
        article = Article(old.id, text, url=url)
        spans = ((Span(0, 4),), (Span(5, 9),), (Span(10, 27),))
        ledger.keep(Record(article, (Statement("b", *spans),)), model="m", at=NOW)
        assert [hit.content for hit in ledger.search(Query()).hits] == ["the tunnel closed"]
        rows = ledger.database.value("SELECT count(*) FROM search_statement")
        assert rows == 1


DERIVED = [
    "SELECT * FROM search_statement ORDER BY statement",
    "SELECT * FROM search_time ORDER BY statement, about_from, about_to",
    "SELECT statement, name, low, high, comparator FROM search_quantity AS counted "
    "LEFT JOIN search_unit ON number = unit ORDER BY counted.rowid",
    "SELECT * FROM temp.told ORDER BY term, doc, col, offset",
]
TOLD = "CREATE VIRTUAL TABLE temp.told USING fts5vocab(main, search_words, instance)"


def _with_one_hedge(said: Statement) -> Statement:
    """The migration in SQL takes the first hedge of the content; how several combine comes with a re-reading."""
    hedges = [replace(hedge, scope="main") for hedge in said.certainty if hedge.of == "content"]
    return replace(said, certainty=tuple(hedges[:1]))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some=st.lists(records(), max_size=3))
def test_a_ledger_from_before_is_searched_like_a_new_one(tmp_path_factory: pytest.TempPathFactory, some) -> None:
    assume(not any("\0" in record.article.text for record in some))  # SQLite's substr ends there
    some = [replace(record, statements=tuple(map(_with_one_hedge, record.statements))) for record in some]
    folder = tmp_path_factory.mktemp("before")
    with Ledger.open(folder / "new.db") as ledger:
        for record in [made(*said) for said in SAID] + some:
            ledger.keep(record, model="m", at=NOW)
    take_back(folder / "new.db", folder / "old.db", schema=2)
    with Ledger.open(folder / "old.db") as carried, Ledger.open(folder / "new.db") as ledger:
        for each in (carried, ledger):
            each.database.execute(TOLD)
        for sql in DERIVED:
            assert carried.database.tuples(sql) == ledger.database.tuples(sql)
        for typed, _ in SEARCHES:
            both = [each.search(Query(typed), today=TODAY, limit=50) for each in (carried, ledger)]
            assert both[0] == both[1]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some=st.lists(records(), min_size=1, max_size=3))
def test_what_is_taken_out_leaves_nothing(tmp_path_factory: pytest.TempPathFactory, some) -> None:
    with Ledger.open(tmp_path_factory.mktemp("out") / "record.db") as ledger:
        database = ledger.database
        database.execute(TOLD)
        for record in some:
            ledger.keep(record, model="m", at=NOW)
        rows = (
            "SELECT statement.number, text, json FROM statement JOIN reading ON reading.number = reading JOIN article"
        )
        for number, text, row in database.tuples(f"{rows} ON article.number = article"):
            unindex_statement(database, number, text, parse_statement(json.loads(row)))
            database.execute("DELETE FROM statement WHERE number = ?", (number,))
        for table in ("search_statement", "search_time", "search_quantity", "search_unit", "temp.told"):
            assert database.tuples(f"SELECT * FROM {table}") == []
        assert database.tuples("SELECT * FROM search_unit_words WHERE search_unit_words MATCH 'troops'") == []


LONG = [
    "bridge",
    "-bridge",
    "bridge OR",
    "act:deny OR said:2026 OR",
    "-said:2026",
    "troops>5 -troops>6",
    "is:open",
    "b*",
]


@pytest.mark.parametrize("piece", LONG)
def test_the_longest_questions_are_answered(ledger: Ledger, piece: str) -> None:
    count = 99 // len(re.findall(r"\S+(?<!OR)(?=\s|$)", piece))
    assert ledger.search(Query(" ".join([piece] * count + ["bridge"])), today=TODAY).total >= 0
    assert ledger.search(Query('"' + "bridge " * 5000 + '"', "voss " * 90), today=TODAY).total == 0
    with pytest.raises(QueryError, match="up to 100 terms, and this has 101"):
        ledger.search(Query("bridge", "voss " * 100))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.lists(PIECES | st.sampled_from([typed for typed, _ in SEARCHES])).map(" ".join) | st.text())
def test_nothing_typed_is_an_error_of_sqlite_s(ledger: Ledger, typed: str) -> None:
    with suppress(QueryError):
        found = ledger.search(Query(typed), today=TODAY, limit=3)
        assert len(found.hits) == min(found.total, 3)


QUAY_DAY = date(2026, 10, 13)


@pytest.fixture
def quay(tmp_path: Path):
    """Six articles, in each of which Mara Voss speaks of the quay and Ode of the rain."""
    with Ledger.open(tmp_path / "quay.db") as kept:
        for n in range(6):
            said = ("Mara Voss", "said", f"{QUAY}, as number {n} says"), ("Ode", "said", f"it rained on day {n}")
            kept.keep(article(f"a{n}", *said, published=date(2026, 10, 1 + n)), model="m", at=NOW)
        yield kept


def test_the_newest_answers_are_the_last_kept(quay: Ledger) -> None:
    found, more = find_newest(quay.database, Query("quay"), most=2, today=QUAY_DAY)
    whole = quay.search(Query("quay"), today=QUAY_DAY).hits
    newest = sorted(whole, key=lambda hit: hit.published or QUAY_DAY, reverse=True)
    assert [statement.id for statement in found] == [hit.statement.id for hit in newest[:2]]
    assert more
    numbers = [statement.number for statement in found]
    assert numbers == sorted(numbers, reverse=True)


@pytest.mark.parametrize(("most", "more"), [(5, True), (6, False), (7, False)])
def test_there_are_more_only_where_there_are(quay: Ledger, most: int, more: bool) -> None:
    found, are_more = find_newest(quay.database, Query("quay"), most=most, today=QUAY_DAY)
    assert (len(found), are_more) == (min(most, 6), more)


EVERY = [("quay", ""), ("", "Ode"), ("said:2026-10", ""), ("is:direct OR rained", ""), ("number > 3", "")]


@pytest.mark.parametrize(("typed", "speaker"), EVERY)
def test_with_room_for_all_it_finds_what_the_search_finds(typed: str, speaker: str, quay: Ledger) -> None:
    found, more = find_newest(quay.database, Query(typed, speaker), most=50, today=QUAY_DAY)
    whole = quay.search(Query(typed, speaker), limit=100, today=QUAY_DAY)
    assert {statement.id for statement in found} == {hit.statement.id for hit in whole.hits}
    assert not more


def test_a_query_without_a_word_finds_nothing(quay: Ledger) -> None:
    assert find_newest(quay.database, Query("—"), most=2, today=QUAY_DAY) == ([], False)
