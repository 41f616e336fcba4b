"""How likely a statement calls a thing is decided once: all that print, store or export it ask the statement."""

import csv
import io
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from forecasting import version_of

from onrecord.briefs.lines import describe_likelihood
from onrecord.cli.search_output import print_hit_csv
from onrecord.exports import stix
from onrecord.exports.columns import statement_rows
from onrecord.ledger import Ledger, Query
from onrecord.pipeline import enrich
from onrecord.records import Article, Record, Span, Statement, statement_id
from onrecord.watches.items import build_item

# (content, low, high, phrase, ICD 203's term)
CASES = [
    ("the mayor will perhaps resign by June", 0.15, 0.65, "perhaps", None),
    ("the mayor will likely resign by June", 0.55, 0.8, "likely", "likely"),
    ("the mayor will almost certainly resign by June", 0.95, 0.99, "almost certainly", "almost-certain"),
    ("the mayor will resign by June, but his deputy will likely stay", 0.8, 0.99, "will", None),
]


def read(content: str) -> Record:
    text = f"Voss said {content}."
    article = Article("a", text, published=date(2026, 10, 5))
    spans = ((Span(0, 4),), (Span(5, 9),), (Span(10, len(text) - 1),))
    return enrich(Record(article, (Statement(statement_id(article, *spans), *spans),)))


@pytest.fixture(params=CASES, ids=[case[0] for case in CASES])
def case(request: pytest.FixtureRequest) -> tuple:
    return request.param


def test_a_forecast_takes_it(case: tuple) -> None:
    content, low, high, *_ = case
    (statement,) = read(content).statements
    assert statement.forecast
    assert (statement.forecast.low, statement.forecast.high) == (low, high)


def test_a_brief_prints_it(case: tuple) -> None:
    content, low, high, phrase, _ = case
    record = read(content)
    sentence = describe_likelihood(build_item(record, record.statements[0]))
    assert sentence.startswith(f"Likelihood, as worded: “{phrase}”, {low:.0%}"[:-1])
    assert f"{high * 100:.0f}" in sentence


def test_exports_hold_it(case: tuple) -> None:
    content, low, high, _, term = case
    record = read(content)
    (row,) = statement_rows([version_of(record)], [])
    assert (row["low"], row["high"]) == (low, high)
    labels = stix._estimate_tags(record.statements[0])
    assert labels == ([f'estimative-language:likelihood-probability="{term}"'] if term else [])


def test_a_search_finds_it(case: tuple, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content, low, high, *_ = case
    with Ledger.open(tmp_path / "news.db") as ledger:
        ledger.keep(read(content), model="m", at=datetime(2026, 10, 5, tzinfo=UTC))
        for query, inside in ((f"likelihood:{low}..{high}", True), ("likelihood>70%", low >= 0.7)):
            hits = ledger.search(Query(query)).hits
            assert bool(hits) == inside, query
        printed = io.StringIO()
        monkeypatch.setattr(sys, "stdout", printed)
        print_hit_csv(ledger.search(Query("mayor")).hits)
    (line,) = csv.DictReader(io.StringIO(printed.getvalue()))
    assert (line["likelihood_low"], line["likelihood_high"]) == (str(low), str(high))
