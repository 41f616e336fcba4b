"""Every page shows what its context says, and every context says what it is."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from docs import contexts
from onrecord.ledger import Ledger, Query
from onrecord.web.pages import documented
from onrecord.web.site import PAGES

WATCH = "/watches/Duty%20desk%2C%20week%2041"
HIDDEN = {"spec"}
"""A chart's specification stands in its page as JSON, escaped as such."""


def statement(kept: Ledger, words: str) -> str:
    return kept.search(Query(words)).hits[0].statement.id


def article(kept: Ledger) -> str:
    return kept.find(statement(kept, "crossings")).key


def addresses(kept: Ledger) -> dict[str, list[str]]:
    """Addresses of each page, by its name."""
    return {
        "home": ["/"],
        "article": [f"/articles/{article(kept)}"],
        "watches": ["/watches"],
        "watch": [WATCH, f"{WATCH}?all=1&indicator=Water", f"{WATCH}?evidence={statement(kept, 'crossings')}"],
        "brief": [f"{WATCH}/brief", f"{WATCH}/brief?since=2026-10-01&as_of=2026-10-12"],
        "claims": ["/claims", "/claims?speaker=ashdown&least=1", "/claims?speaker=nobody"],
        "claim": [f"/claims/{statement(kept, 'speaker:ashdown')}"],
    }


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
    for address in addresses(kept)[page.name]:
        answer = desk.get(address)
        assert answer.status_code == 200, answer.text
        shown = plain(re.sub(r"</?mark>", "", html.unescape(answer.text)))
        context = desk.get(twin(address, "json")).json()
        missing = [words for words in leaves(context) if plain(words) not in shown]
        assert not missing, f"{address}: in the context, not on the page: {missing[:5]}"


@pytest.mark.parametrize("page", [page for page in PAGES if page.rows], ids=lambda page: page.name)
def test_a_table_has_its_csv(page: Any, desk: TestClient, kept: Ledger) -> None:
    answer = desk.get(twin(addresses(kept)[page.name][0], "csv"))
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text.count("\n") > 1


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_field_says_what_it_is(page: Any) -> None:
    assert [name for name, words in documented(page.shape) if not words] == []


def test_the_contexts_are_documented() -> None:
    assert contexts.PATH.read_text("utf-8") == contexts.written(), "run `make docs`"
