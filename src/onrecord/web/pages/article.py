"""An article as it was read: its text with the statements marked in place, each statement's readings with reasons."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from onrecord.judgements import CREDIBILITY, OUTCOMES
from onrecord.ledger import Found, Ledger, articles
from onrecord.ledger.reprints import list_printings
from onrecord.ledger.statements import list_struck_statements
from onrecord.records import (
    ACTS,
    SPEAKER_KINDS,
    Sighting,
    Statement,
)
from onrecord.text.format import format_day
from onrecord.web.components import JudgementNote, PageLink, Pager
from onrecord.web.desk import View
from onrecord.web.pages.marked_text import MarkedStretch, mark_paragraphs
from onrecord.web.pages.readings import StatementReading, describe_statement

STATEMENTS_SHOWN = 100
"""Statements whose readings stand on one page; of an article with more, the others are a page further."""
_PRINTINGS = 12
"""Other printings of the text that are named."""
_LONGEST_PUBLISHER = 80
"""Characters of another publisher's name."""
_MOST_NAMES = 200
"""Speakers whom a correction is offered."""


@dataclass(frozen=True)
class StruckStatement:
    """What a model read as a statement, but a person says is none."""

    id: Annotated[str, "the statement's id"]
    source: Annotated[str, "the words of the source"]
    cue: Annotated[str, "the words of the cue"]
    content: Annotated[str, "the words of the content"]
    judged: Annotated[tuple[JudgementNote, ...], "who said so, when and why; to be withdrawn"]


@dataclass(frozen=True)
class CodeChoice:
    """What may be chosen."""

    value: Annotated[str, "as the record has it"]
    words: Annotated[str, "what it means"]


@dataclass(frozen=True, kw_only=True)
class ArticlePage:
    """An article's page."""

    key: Annotated[str, "what tells this version from any other"]
    id: Annotated[str, "the article's id"]
    title: Annotated[str, "its headline, or its id where it has none"]
    byline: Annotated[str, "who wrote it"]
    publisher: Annotated[str, "who printed it"]
    section: Annotated[str, "the section it stood in"]
    published: Annotated[date | None, "the day it was printed"]
    language: Annotated[str, "its language, as a code"]
    url: Annotated[str, "its address on the web"]
    notices: Annotated[tuple[str, ...], "what one should know of this reading"]
    newer: Annotated[str, "the address of the newest version, where this is an older one; else empty"]
    missing: Annotated[str, "the id of a statement that was asked for, but is not in the newest reading; else empty"]
    paragraphs: Annotated[
        tuple[tuple[MarkedStretch, ...], ...], "its text, paragraph by paragraph; joined, the text as kept"
    ]
    statements: Annotated[tuple[StatementReading, ...], "its statements, in the order of the text; of many, some"]
    place: Annotated[Pager, "which of its statements these are"]
    struck: Annotated[tuple[StruckStatement, ...], "what was read as a statement, but is none, as a person says"]
    related: Annotated[tuple[PageLink, ...], "articles that the page points to"]
    version: Annotated[int, "which version of the page this is, from 1"]
    versions: Annotated[int, "how many versions of the page were read"]
    printings: Annotated[tuple[PageLink, ...], "other articles that print the same text; of many, some"]
    reprints: Annotated[int, "how many others print it"]
    judged: Annotated[tuple[JudgementNote, ...], "what people judged of the article"]
    acts: Annotated[tuple[str, ...], "the acts that a correction may name"]
    sorts: Annotated[tuple[str, ...], "the kinds of speaker that a correction may name"]
    names: Annotated[tuple[str, ...], "the speakers of the article, whom a correction is likely to name"]
    outcomes: Annotated[tuple[str, ...], "what may come of a forecast"]
    grades: Annotated[tuple[CodeChoice, ...], "how credible information may be (Admiralty code)"]


def build_article_page(view: View) -> ArticlePage:
    """The page of an article, named by its key, its id, or the beginning of either."""
    found = view.ledger.find(view.path["key"])
    made = found.record.article
    others = [p for p in list_printings(view.ledger.database, found.key) if p.key != found.key] if made.text else []
    edition = articles.find_version_place(view.ledger.database, found.key)
    said = _sort_statements(found.record.statements)
    first = min(view.query.number("from", 0), max(0, len(said) - 1)) // STATEMENTS_SHOWN * STATEMENTS_SHOWN
    backs = {one.id: _return_address(found.key, place, one.id) for place, one in enumerate(said)}
    shown = said[first : first + STATEMENTS_SHOWN]
    return ArticlePage(
        key=found.key,
        id=made.id,
        title=made.title or made.id,
        byline=made.byline or "",
        publisher=made.publisher or "",
        section=made.section or "",
        published=made.published,
        language=made.language or "",
        url=made.url or "",
        notices=found.record.notices,
        newer=f"/articles/{edition.newest}" if edition.newest != found.key else "",
        missing=_missing_statement(view, found),
        paragraphs=tuple(mark_paragraphs(made, said, backs)),
        statements=tuple(describe_statement(made, one, found.judged.get(one.id, ()), backs[one.id]) for one in shown),
        place=_statement_pager(found.key, first, len(shown), len(said)),
        struck=tuple(_list_struck(view.ledger, found)),
        related=tuple(PageLink(one.title, one.url or "") for one in made.related),
        version=edition.version,
        versions=edition.versions,
        printings=tuple(
            PageLink(
                ", ".join(x for x in ((p.publisher or "")[:_LONGEST_PUBLISHER], format_day(p.published)) if x),
                f"/articles/{p.key}",
            )
            for p in others[:_PRINTINGS]
        ),
        reprints=len(others),
        judged=tuple(
            JudgementNote.of(one) for key in dict.fromkeys((found.key, made.id)) for one in found.judged.get(key, ())
        ),
        acts=ACTS,
        sorts=SPEAKER_KINDS,
        names=tuple(dict.fromkeys(one.speaker.name for one in said if one.speaker and one.speaker.name))[:_MOST_NAMES],
        outcomes=OUTCOMES,
        grades=tuple(CodeChoice(value, words) for value, words in CREDIBILITY.items()),
    )


def _sort_statements(statements: Iterable[Statement]) -> list[Statement]:
    return sorted(statements, key=lambda one: one.spans[:1])


def _return_address(key: str, place: int, identifier: str) -> str:
    """Where the readings of the statement at this place in the order stand."""
    return f"{_page_address(key, place // STATEMENTS_SHOWN * STATEMENTS_SHOWN)}#s-{identifier}"


def _page_address(key: str, first: int) -> str:
    return f"/articles/{key}?from={first}" if first else f"/articles/{key}"


def _statement_pager(key: str, first: int, count: int, total: int) -> Pager:
    before = _page_address(key, first - STATEMENTS_SHOWN) if first else ""
    after = _page_address(key, first + STATEMENTS_SHOWN) if first + count < total else ""
    return Pager(
        first=first + 1 if count else 0, last=first + count, total=total, more=False, before=before, after=after
    )


def _missing_statement(view: View, found: Found) -> str:
    """The statement that was asked for, where it is in no reading that counts."""
    asked = view.query.word("missing")[:64]
    return asked if asked.isalnum() and all(one.id != asked for one in found.record.statements) else ""


def _list_struck(ledger: Ledger, found: Found) -> Iterator[StruckStatement]:
    made = found.record.article
    for one, judged in list_struck_statements(ledger.database, found.key):
        words = Sighting.of(made, one)
        yield StruckStatement(
            one.id, words.source, words.cue, words.content, tuple(JudgementNote.of(each) for each in judged)
        )


def article_rows(context: ArticlePage) -> Iterator[dict[str, Any]]:
    """An article's statements as a table."""
    for one in context.statements:
        yield {
            "id": one.id,
            "who": one.who,
            "role": one.role,
            "organisation": one.organisation,
            "act": one.act,
            "kind": one.kind,
            "cue": one.cue,
            "content": one.content,
            "said": "; ".join(reason.reading for reason in one.said),
            "times": "; ".join(reason.reading for reason in one.times),
            "quantities": "; ".join(reason.reading for reason in one.quantities),
            "certainty": "; ".join(f"{reason.words} {reason.reading}" for reason in one.certainty),
            "forecast": one.forecast is not None,
            "due": one.forecast.last if one.forecast else None,
            "score": one.score,
        }


def find_address(view: View) -> str:
    """The address of a statement in its article."""
    found: Found = view.ledger.find(view.path["id"])
    if not found.statement:
        return f"/articles/{found.key}"
    identifier = found.statement.id
    order = [one.id for one in _sort_statements(view.ledger.record(found.key).statements)]
    if identifier in order:
        return _return_address(found.key, order.index(identifier), identifier)
    if any(one.id == identifier for one, _ in list_struck_statements(view.ledger.database, found.key)):
        return f"/articles/{found.key}#s-{identifier}"
    return f"/articles/{found.key}?missing={identifier}"
