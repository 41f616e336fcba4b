"""Every page shows what its context says, and every context says what it is."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote

import pytest
import quayside
from adding import TEXT, done
from starlette.testclient import TestClient

from docs import contexts
from onrecord.judgements import Confirmation, Grade, Resolution, Withdrawal
from onrecord.ledger import Ledger, Query, list_names
from onrecord.web.page import document_fields
from onrecord.web.routes import PAGES

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
WATCH = "/watches/Duty%20desk%2C%20week%2041"
HIDDEN = {"spec"}
"""A chart's specification stands in its page as JSON, escaped as such."""


def statement(kept: Ledger, words: str) -> str:
    return kept.search(Query(words)).hits[0].statement.id


def article(kept: Ledger) -> str:
    return kept.find(statement(kept, "crossings")).key


def judged(kept: Ledger) -> str:
    """Confirm the forecasts of the examples, and resolve most; of whom one is."""
    hits = kept.search(Query("is:forecast"), limit=12).hits
    for number, hit in enumerate(hits):
        about = {
            "first": date(2026, 10, 5),
            "last": date(2026, 10, number + 10),
            "low": 0.2 + number / 20,
            "high": 0.3 + number / 20,
        }
        evidence = {"on": date(2026, 11, 1), "evidence": ("https://news.example/1", hits[0].statement.id)[number % 2]}
        kept.judge(Confirmation(hit.statement.id, **about, by="Ida", at=NOW))
        if number:
            outcome = {"outcome": ("yes", "no", "partly", "void")[number % 4]}
            kept.judge(Resolution(hit.statement.id, **outcome | evidence, by="Ida", at=NOW))
    return next(s.name for hit in hits if (s := hit.statement.speaker) and s.name)


def logged(kept: Ledger) -> list[str]:
    """What has a history: a statement, an article, a name, a judgement that was withdrawn, and its withdrawal."""
    name = judged(kept)
    graded = kept.judge(Grade(name, reliability="B", note="two corrections", by="Ida", at=NOW))
    withdrawn = kept.judge(Withdrawal(graded.id, by="Tom", at=NOW))
    made = kept.judgements(Resolution)[0]
    return [made.subject, article(kept), name, graded.id, withdrawn.id[:8]]


def revised(kept: Ledger) -> str:
    """A page whose last statement was withdrawn; the key of its newer version."""
    old = kept.record(statement(kept, "spillway"))
    text = f"{old.article.text.replace('water', 'flood')}\n\nThis page was revised."
    newer = replace(old, article=replace(old.article, text=text), statements=old.statements[:-1])
    return kept.keep(newer, model="test", at=datetime(2026, 10, 6, 12, tzinfo=UTC)).key


def most_said(kept: Ledger) -> str:
    return quote(list_names(kept.database)[0].name)


def contradicted(kept: Ledger) -> str:
    quayside.keep(kept)
    return "Mara%20Voss"


def addresses(kept: Ledger) -> dict[str, list[str]]:
    """Addresses of each page, by its name."""
    return {
        "home": ["/"],
        "article": [f"/articles/{article(kept)}"],
        "forecasts": [f"/forecasts?show={show}" for show in ("overdue", "30", "90", "later", "resolved")],
        "scores": ["/scores", f"/scores?speaker={quote(judged(kept))}", "/scores?by=month&topic=water"],
        "log": [f"/log/{quote(subject)}" for subject in logged(kept)],
        "redaction": [f"/redact/{article(kept)}", f"/redact/{statement(kept, 'crossings')}"],
        "add": ["/add"],
        "job": ["/add/{job}"],
        "articles": ["/articles", "/articles?q=ferry", "/articles?q=nothing+like+it"],
        "versions": [f"/articles/{revised(kept)}/versions", f"/articles/{article(kept)}/versions"],
        "search": [
            "/search",
            "/search?q=said:2026+act:say&offset=20",
            "/search?q=zyzzyva",
            "/search?q=%22crossings%22",
        ],
        "speakers": ["/speakers", "/speakers?q=zyzzyva"],
        "speaker_claims": [f"/speakers/{most_said(kept)}/claims"],
        "contradictions": [f"/speakers/{name}/contradictions" for name in (contradicted(kept), most_said(kept))],
        "speaker": [f"/speakers/{most_said(kept)}"],
        "watches": ["/watches"],
        "watch": [WATCH, f"{WATCH}?all=1&indicator=Water", f"{WATCH}?evidence={statement(kept, 'crossings')}"],
        "brief": [f"{WATCH}/brief", f"{WATCH}/brief?since=2026-10-01&as_of=2026-10-12"],
        "claims": ["/claims", "/claims?speaker=ashdown&least=1", "/claims?speaker=nobody"],
        "claim": [f"/claims/{statement(kept, 'speaker:ashdown')}"],
    }


def whole(address: str, desk: TestClient) -> str:
    """An address with the id of a job that has come to its end, where it needs one."""
    return address.format(job=done(desk, TEXT)) if "{job}" in address else address


def twin(address: str, kind: str) -> str:
    path, mark, query = address.partition("?")
    return f"{'/index' if path == '/' else path}.{kind}{mark}{query}"


def leaves(context: Any, name: str = "") -> Iterator[str]:
    """The words of a context, wherever in it they stand."""
    if isinstance(context, dict):
        for key, value in context.items():
            if key not in HIDDEN:
                yield from leaves(value, key)
    elif isinstance(context, list):
        for value in context:
            yield from leaves(value, name)
    elif isinstance(context, str):
        yield context


def plain(words: str) -> str:
    return re.sub(r"\s+", "", words)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_shows_what_its_context_says(page: Any, desk: TestClient, kept: Ledger) -> None:
    for address in (whole(address, desk) for address in addresses(kept)[page.name]):
        answer = desk.get(address)
        assert answer.status_code == 200, answer.text
        shown = plain(re.sub(r"</?mark>", "", html.unescape(answer.text)))
        context = desk.get(twin(address, "json")).json()
        missing = [words for words in leaves(context) if plain(words) not in shown]
        assert not missing, f"{address}: in the context, not on the page: {missing[:5]}"


@pytest.mark.parametrize("page", [page for page in PAGES if page.rows], ids=lambda page: page.name)
def test_a_table_has_its_csv(page: Any, desk: TestClient, kept: Ledger) -> None:
    answer = desk.get(twin(whole(addresses(kept)[page.name][0], desk), "csv"))
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text.count("\n") > 1


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_field_says_what_it_is(page: Any) -> None:
    assert [name for name, words in document_fields(page.shape) if not words] == []


def test_the_contexts_are_documented() -> None:
    assert contexts.PATH.read_text("utf-8") == contexts.written(), "run `make docs`"
