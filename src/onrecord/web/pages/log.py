"""How a reading, an identity, a resolution or a grade came to be; what stands can be withdrawn, and graded anew."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from onrecord.errors import LedgerError
from onrecord.judgements import CREDIBILITY, RELIABILITY, Redaction
from onrecord.ledger import Event, Ledger, has_speaker, list_events, list_gradable_sources
from onrecord.records import join_spans
from onrecord.render.judgements import what
from onrecord.web.components import PageLink, log_address, speaker_address, statement_address
from onrecord.web.desk import View

EVENTS_SHOWN = 500
"""So many events are shown, the last."""


@dataclass(frozen=True, kw_only=True)
class LoggedEvent:
    """Something that happened: a reading, or a judgement."""

    at: Annotated[datetime, "when"]
    by: Annotated[str, "the model that read it, or the person who judged"]
    person: Annotated[bool, "was it a person?"]
    what: Annotated[str, "what was read, or judged"]
    note: Annotated[str, "why, in the person's own words; empty where nothing was said"]
    id: Annotated[str, "the judgement's id; empty for a reading"]
    about: Annotated[str, "what the judgement is about: an id, or a name; empty for a reading"]
    address: Annotated[str, "the history of that; empty where one is there already"]
    standing: Annotated[bool, "does it stand? Not if it was withdrawn"]
    withdrawable: Annotated[bool, "can it be withdrawn?"]


@dataclass(frozen=True)
class GradeChoice:
    """A grade that may be given."""

    grade: Annotated[str, "a letter or a digit of the Admiralty code"]
    words: Annotated[str, "what it says"]


@dataclass(frozen=True, kw_only=True)
class LogPage:
    """How something came to be."""

    subject: Annotated[str, "the id, or the name"]
    sort: Annotated[str, "statement, article, judgement, or name"]
    words: Annotated[str, "of a statement its content, of an article its headline; otherwise empty"]
    place: Annotated[PageLink | None, "where it is shown itself"]
    events: Annotated[tuple[LoggedEvent, ...], "what happened, the earliest first"]
    left: Annotated[int, "how many earlier events are not shown"]
    scale: Annotated[str, "what a grade of it is called: reliability, credibility; empty where it is not graded"]
    grades: Annotated[tuple[GradeChoice, ...], "the grades of that scale, the best first"]


def build_log_page(view: View) -> LogPage:
    """The history of what has an id, the first characters of one, or a name."""
    asked = view.path["id"]
    try:
        every = list_events(view.ledger.database, asked)
    except LedgerError:
        if asked not in list_gradable_sources(view.ledger.database):
            raise
        every = []
    subject, sort, words, place = _find_subject(view.ledger, asked, every)
    scale = {"statement": "credibility", "name": "reliability"}.get(sort, "")
    known = {"credibility": CREDIBILITY, "reliability": RELIABILITY}.get(scale, {})
    return LogPage(
        subject=subject,
        sort=sort,
        words=words,
        place=place,
        events=tuple(_describe_event(one, subject) for one in every[-EVENTS_SHOWN:]),
        left=max(0, len(every) - EVENTS_SHOWN),
        scale=scale,
        grades=tuple(GradeChoice(grade, told) for grade, told in known.items()),
    )


def _find_subject(ledger: Ledger, asked: str, every: list[Event]) -> tuple[str, str, str, PageLink | None]:
    """What the history is of: its whole id or name, its sort, its words, its place."""
    for one in every:
        made = one.judgement
        if made and made.id.startswith(asked) and len(asked) >= 4 and asked not in made.about:
            return made.id, "judgement", "", PageLink(f"What it is about: {made.subject}", log_address(made.subject))
    try:
        found = ledger.find(asked)
    except LedgerError:
        place = PageLink("Its page", speaker_address(asked)) if has_speaker(ledger.database, asked) else None
        return asked, "name", "", place
    if found.statement is None:
        title = found.record.article.title or found.record.article.id
        return found.key, "article", title, PageLink("Read it", f"/articles/{found.key}")
    text = found.record.article.text
    content = join_spans(text, found.statement.content)
    return found.statement.id, "statement", content, PageLink("In its article", statement_address(found.statement.id))


def _describe_event(one: Event, subject: str) -> LoggedEvent:
    made = one.judgement
    if made is None:
        return LoggedEvent(
            at=one.at,
            by=one.by,
            person=False,
            what=one.what,
            note="",
            id="",
            about="",
            address="",
            standing=True,
            withdrawable=False,
        )
    about = ", ".join(made.about)
    return LoggedEvent(
        at=one.at,
        by=one.by,
        person=True,
        what=what(made),
        note=made.note,
        id=made.id,
        about=about,
        address=log_address(made.subject) if made.subject != subject else "",
        standing=one.standing,
        withdrawable=one.standing and not isinstance(made, Redaction),
    )


def log_rows(context: LogPage) -> Iterator[dict[str, Any]]:
    """A history as a table."""
    for one in context.events:
        yield {
            "at": one.at,
            "by": one.by,
            "what": one.what,
            "note": one.note,
            "judgement": one.id,
            "about": one.about,
            "standing": one.standing,
        }
