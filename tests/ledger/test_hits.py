"""A page of hits is fetched at once: the number of SQL statements does not depend on how many hits it has."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from onrecord.judgements import Confirmation, Grade, Resolution, Withdrawal
from onrecord.ledger import Ledger, Query, hits
from onrecord.records import Article, Forecast, Record, Span, Speaker, Statement, statement_id

AT = datetime(2026, 10, 5, 12, tzinfo=UTC)
TODAY = date(2026, 10, 5)
MOST = 8
"""SQL statements that a page of hits may cost."""


def forecast(number: int) -> Record:
    text = f"Ada Rehn said the lock would open by day {number}."
    article = Article(f"a{number}", text, url=f"https://locks.example/{number}", published=TODAY)
    spans = (Span(0, 8),), (Span(9, 13),), (Span(14, len(text) - 1),)
    due = Forecast("“would”", first=date(2026, 1, 1), last=date(2026, 9, 1), low=0.5, high=0.8)
    speaker = Speaker("Ada Rehn", "person", "the name")
    return Record(article, (Statement(statement_id(article, *spans), *spans, speaker=speaker, forecast=due),))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("hits") / "record.db") as opened:
        for number in range(60):
            record = forecast(number)
            opened.keep(record, model="m", at=AT)
            identifier = record.statements[0].id
            if number % 3 == 0:
                opened.judge(Confirmation(identifier, by="Ida", at=AT))
                opened.judge(Resolution(identifier, outcome="yes", by="Ida", at=AT))
            if number % 4 == 0:
                made = opened.judge(Grade(identifier, credibility="2", by="Ida", at=AT))
                opened.judge(Withdrawal(made.id, by="Ida", at=AT))
        yield opened


def count_statements(ledger: Ledger, query: Query, limit: int) -> tuple[int, int]:
    """The SQL statements that a search runs, and the hits that it gives."""
    run = list[str]()  # FTS5 reads its own tables with further ones, which SQLite traces as comments
    ledger.database.connection.set_trace_callback(run.append)
    found = ledger.search(query, limit=limit, today=TODAY)
    ledger.database.connection.set_trace_callback(None)
    return sum(not sql.startswith("--") for sql in run), len(found.hits)


PAGES = [
    ("lock", 20, 50),
    ("", 20, 50),
    ("speaker:rehn lock*", 20, 50),
    ("is:open OR lock", 20, 50),
    ("is:overdue", 20, 40),  # all that there are
    ("is:confirmed", 5, 20),
]


@pytest.mark.parametrize(("typed", "fewer", "more"), PAGES)
def test_twenty_hits_cost_as_many_statements_as_fifty(ledger: Ledger, typed: str, fewer: int, more: int) -> None:
    few, many = (count_statements(ledger, Query(typed), limit) for limit in (fewer, more))
    assert (few[1], many[1]) == (fewer, more)
    assert few[0] == many[0] <= MOST


def test_a_hit_has_its_standing_judgements(ledger: Ledger) -> None:
    by_article = {hit.article: hit for hit in ledger.search(Query("lock"), limit=60, today=TODAY).hits}
    assert [type(judgement) for judgement in by_article["a0"].judged] == [Confirmation, Resolution]
    assert by_article["a4"].judged == ()  # graded, and the grade withdrawn
    assert by_article["a1"].judged == ()


def test_hits_come_in_the_order_of_their_numbers(ledger: Ledger) -> None:
    numbers = {a: n for n, a in ledger.database.tuples("SELECT number, article_id FROM current_statement")}
    wanted = ["a2", "a0", "a1"]
    assert [hit.article for hit in hits.fetch_hits(ledger.database, [numbers[a] for a in wanted])] == wanted
    assert hits.fetch_hits(ledger.database, []) == ()
