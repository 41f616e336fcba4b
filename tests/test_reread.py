"""`onrecord reread`, with a tagger that finds nothing, so that no model is needed."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from taggers import Colons

from onrecord.cli import cli
from onrecord.judgements import Confirmation
from onrecord.ledger import Ledger, list_events
from onrecord.pipeline import Pipeline, Reader
from onrecord.records import Article, Failure, Record, Span, Statement, statement_id

NOW = datetime(2026, 10, 5, 12, tzinfo=UTC)
SPANS = ((Span(0, 4),), (Span(5, 9),), (Span(10, 24),))


def record(name: str, *, act: str = "say") -> Record:
    article = Article(name, f"Voss said that {name} burns today.", published=date(2026, 10, 5))
    return Record(article, (Statement(statement_id(article, *SPANS), *SPANS, act=act),))


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(Pipeline, "model", "m2")
    path = tmp_path / "record.db"
    with Ledger.open(path) as ledger:
        for name in ("a", "b", "c"):
            ledger.keep(record(name), model="m1", at=NOW)
    return path


def run(path: Path, monkeypatch: pytest.MonkeyPatch, read, *more: str, code: int = 0) -> str:
    monkeypatch.setattr(Reader, "read_all", lambda _, articles: map(read, articles))
    done = CliRunner().invoke(cli, ["reread", "--ledger", str(path), *more])
    assert done.exit_code == code, done.output
    return done.output


def test_all_is_read_again_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = run(path, monkeypatch, lambda article: record(article.id, act="deny"))
    assert "3 articles read again by m2, 0 failed" in told
    with Ledger.open(path) as ledger:
        made = ledger.record("a")
        assert made.statements[0].act == "deny"
        assert [e.what for e in list_events(ledger.database, made.statements[0].id)][1] == "read act deny, not say"
        assert ledger.counts()["statements"] == 3
    assert "0 articles read again" in run(path, monkeypatch, lambda article: record(article.id))


def test_rows_for_machines(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = run(path, monkeypatch, lambda article: record(article.id), "--json")
    assert '{"id": "a", "statements": 1}' in told.splitlines()


def test_a_broken_run_goes_on_where_it_stopped(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(article: Article) -> Record:
        if article.id == "b":
            raise KeyboardInterrupt
        return record(article.id, act="deny")

    run(path, monkeypatch, breaks, code=1)
    assert "2 articles read again" in run(path, monkeypatch, lambda article: record(article.id, act="deny"))


def test_failures_and_lost_statements_are_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    judged = record("a").statements[0].id
    with Ledger.open(path) as ledger:
        ledger.judge(Confirmation(judged, last=date(2027, 1, 1), by="Ida", at=NOW))

    def reads(article: Article) -> Record | Failure:
        return Failure("b", "broke") if article.id == "b" else Record(article)

    told = run(path, monkeypatch, reads, code=1)
    assert "b: broke" in told
    assert "2 articles read again by m2, 1 failed" in told
    assert f"1 judged statements are not in the new readings: {judged}" in told


def test_what_older_rules_read_with_the_same_model_is_unread(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    tagger = Colons()
    with Ledger.open(path) as ledger:
        for name in ("a", "b", "c"):
            # As version 0.1.0 kept it: the model's name alone.
            ledger.keep_reading(record(name), model=tagger.model, at=NOW)
        assert ledger.unread(tagger.model)[0] == 0
        assert ledger.unread(Pipeline(tagger=tagger).model)[0] == 3
