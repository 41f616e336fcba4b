"""The page of an article: its text with the statements marked, and the readings of each with reasons."""

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
from onrecord.web.components import JudgementNote, PageLink
from onrecord.web.desk import View
from onrecord.web.pages.marked_text import MarkedStretch, mark_paragraphs
from onrecord.web.pages.readings import StatementReading, describe_statement
from onrecord.web.pagination import Pager

# Each statement has a dozen readings and forms; an article may have thousands of statements.
STATEMENTS_SHOWN = 100
# A wire story may have hundreds of printings: the count has all of them.
_PRINTINGS = 12
# A publisher's name is whatever a page's metadata says, however long.
_LONGEST_PUBLISHER = 80
# They are only offered: a correction may name anybody.
_MOST_NAMES = 200


@dataclass(frozen=True)
class StruckStatement:
    """A statement that a person marked as not one."""

    id: Annotated[str, "the statement's id"]
    source: Annotated[str, "the words of the source"]
    cue: Annotated[str, "the words of the cue"]
    content: Annotated[str, "the words of the content"]
    judged: Annotated[tuple[JudgementNote, ...], "who said so, when and why; to be withdrawn"]


@dataclass(frozen=True)
class CodeChoice:
    """A choice in a form."""

    value: Annotated[str, "as the record has it"]
    words: Annotated[str, "what it means"]


@dataclass(frozen=True, kw_only=True)
class ArticlePage:
    """An article's page."""

    key: Annotated[str, "the content hash that identifies this version"]
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
    """Return the page of an article, found by its key, its id, or a unique prefix of either."""
    entry = view.ledger.find(view.path["key"])
    printed = entry.record.article
    others = [p for p in list_printings(view.ledger.database, entry.key) if p.key != entry.key] if printed.text else []
    edition = articles.find_version_place(view.ledger.database, entry.key)
    statements = _sort_statements(entry.record.statements)
    # Any position leads to the start of its page, so that links to a statement need not know the page size.
    first = min(view.query.number("from", 0), max(0, len(statements) - 1)) // STATEMENTS_SHOWN * STATEMENTS_SHOWN
    backs = {
        statement.id: _return_address(entry.key, place, statement.id) for place, statement in enumerate(statements)
    }
    shown = statements[first : first + STATEMENTS_SHOWN]
    return ArticlePage(
        key=entry.key,
        id=printed.id,
        title=printed.title or printed.id,
        byline=printed.byline or "",
        publisher=printed.publisher or "",
        section=printed.section or "",
        published=printed.published,
        language=printed.language or "",
        url=printed.url or "",
        notices=entry.record.notices,
        newer=f"/articles/{edition.newest}" if edition.newest != entry.key else "",
        missing=_missing_statement(view, entry),
        paragraphs=tuple(mark_paragraphs(printed, statements, backs)),
        statements=tuple(
            describe_statement(printed, statement, entry.judged.get(statement.id, ()), backs[statement.id])
            for statement in shown
        ),
        place=_statement_pager(entry.key, first, len(shown), len(statements)),
        struck=tuple(_list_struck(view.ledger, entry)),
        related=tuple(PageLink(related.title, related.url or "") for related in printed.related),
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
            JudgementNote.of(judgement)
            for key in dict.fromkeys((entry.key, printed.id))
            for judgement in entry.judged.get(key, ())
        ),
        acts=ACTS,
        sorts=SPEAKER_KINDS,
        names=tuple(
            dict.fromkeys(
                statement.speaker.name for statement in statements if statement.speaker and statement.speaker.name
            )
        )[:_MOST_NAMES],
        outcomes=OUTCOMES,
        grades=tuple(CodeChoice(value, words) for value, words in CREDIBILITY.items()),
    )


def _sort_statements(statements: Iterable[Statement]) -> list[Statement]:
    return sorted(statements, key=lambda one: one.spans[:1])


def _return_address(key: str, place: int, identifier: str) -> str:
    """Return the address of the readings of the statement at this position of the article."""
    return f"{_page_address(key, place // STATEMENTS_SHOWN * STATEMENTS_SHOWN)}#s-{identifier}"


def _page_address(key: str, first: int) -> str:
    return f"/articles/{key}?from={first}" if first else f"/articles/{key}"


def _statement_pager(key: str, first: int, count: int, total: int) -> Pager:
    before = _page_address(key, first - STATEMENTS_SHOWN) if first else ""
    after = _page_address(key, first + STATEMENTS_SHOWN) if first + count < total else ""
    return Pager(
        first=first + 1 if count else 0, last=first + count, total=total, more=False, before=before, after=after
    )


def _missing_statement(view: View, entry: Found) -> str:
    """Return the id of a statement that was asked for, if the newest reading does not have it; else an empty word."""
    # Comes from the address and is printed: only what looks like an id is taken.
    identifier = view.query.word("missing")[:64]
    return (
        identifier
        if identifier.isalnum() and all(statement.id != identifier for statement in entry.record.statements)
        else ""
    )


def _list_struck(ledger: Ledger, entry: Found) -> Iterator[StruckStatement]:
    printed = entry.record.article
    for statement, judged in list_struck_statements(ledger.database, entry.key):
        words = Sighting.of(printed, statement)
        yield StruckStatement(
            statement.id, words.source, words.cue, words.content, tuple(JudgementNote.of(each) for each in judged)
        )


def article_rows(context: ArticlePage) -> Iterator[dict[str, Any]]:
    """Return an article's statements as rows."""
    for statement in context.statements:
        yield {
            "id": statement.id,
            "who": statement.who,
            "role": statement.role,
            "organisation": statement.organisation,
            "act": statement.act,
            "kind": statement.kind,
            "cue": statement.cue,
            "content": statement.content,
            "said": "; ".join(reason.reading for reason in statement.said),
            "times": "; ".join(reason.reading for reason in statement.times),
            "quantities": "; ".join(reason.reading for reason in statement.quantities),
            "certainty": "; ".join(f"{reason.words} {reason.reading}" for reason in statement.certainty),
            "forecast": statement.forecast is not None,
            "due": statement.forecast.last if statement.forecast else None,
            "score": statement.score,
        }


def find_address(view: View) -> str:
    """Return the address of a statement in its article, or of the article itself."""
    # The id may be that of an article, of a struck statement, or of one that only an older reading has.
    entry: Found = view.ledger.find(view.path["id"])
    if not entry.statement:
        return f"/articles/{entry.key}"
    identifier = entry.statement.id
    order = [statement.id for statement in _sort_statements(view.ledger.record(entry.key).statements)]
    if identifier in order:
        return _return_address(entry.key, order.index(identifier), identifier)
    if any(statement.id == identifier for statement, _ in list_struck_statements(view.ledger.database, entry.key)):
        return f"/articles/{entry.key}#s-{identifier}"
    return f"/articles/{entry.key}?missing={identifier}"
