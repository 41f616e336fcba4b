"""The history of a reading, an identity, a resolution or a grade, with forms to withdraw and to grade."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from onrecord.errors import LedgerError
from onrecord.judgements import CREDIBILITY, RELIABILITY, Redaction
from onrecord.ledger import Event, Ledger, has_speaker, list_events, list_gradable_sources
from onrecord.records import join_spans
from onrecord.render.judgements import describe_content
from onrecord.web.components import PageLink, log_address, speaker_address, statement_address
from onrecord.web.desk import View

# An article that is read again each day has an event a day: the last ones are shown.
EVENTS_SHOWN = 500


@dataclass(frozen=True, kw_only=True)
class LoggedEvent:
    """An event of the history: a reading or a judgement."""

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
    """A grade that can be given."""

    grade: Annotated[str, "a letter or a digit of the Admiralty code"]
    words: Annotated[str, "what it says"]


@dataclass(frozen=True, kw_only=True)
class LogPage:
    """The history of one subject."""

    subject: Annotated[str, "the id, or the name"]
    sort: Annotated[str, "statement, article, judgement, or name"]
    words: Annotated[str, "of a statement its content, of an article its headline; otherwise empty"]
    place: Annotated[PageLink | None, "where it is shown itself"]
    events: Annotated[tuple[LoggedEvent, ...], "what happened, the earliest first"]
    left: Annotated[int, "how many earlier events are not shown"]
    scale: Annotated[str, "what a grade of it is called: reliability, credibility; empty where it is not graded"]
    grades: Annotated[tuple[GradeChoice, ...], "the grades of that scale, the best first"]


def build_log_page(view: View) -> LogPage:
    """Return the history of a subject, found by its id, a unique prefix of one, or a name."""
    identifier = view.path["id"]
    try:
        every = list_events(view.ledger.database, identifier)
    # A publisher can be graded before anybody has judged it: its history is empty then, not an error.
    except LedgerError:
        if identifier not in list_gradable_sources(view.ledger.database):
            raise
        every = []
    subject, sort, words, place = _find_subject(view.ledger, identifier, every)
    scale = {"statement": "credibility", "name": "reliability"}.get(sort, "")
    known = {"credibility": CREDIBILITY, "reliability": RELIABILITY}.get(scale, {})
    return LogPage(
        subject=subject,
        sort=sort,
        words=words,
        place=place,
        events=tuple(_describe_event(event, subject) for event in every[-EVENTS_SHOWN:]),
        left=max(0, len(every) - EVENTS_SHOWN),
        scale=scale,
        grades=tuple(GradeChoice(grade, meaning) for grade, meaning in known.items()),
    )


def _find_subject(ledger: Ledger, identifier: str, every: list[Event]) -> tuple[str, str, str, PageLink | None]:
    """Return the subject of a history: its full id or name, its sort, its words, and the link to its page."""
    for event in every:
        judgement = event.judgement
        if (
            judgement
            and judgement.id.startswith(identifier)
            and len(identifier) >= 4
            and identifier not in judgement.about
        ):
            return (
                judgement.id,
                "judgement",
                "",
                PageLink(f"What it is about: {judgement.subject}", log_address(judgement.subject)),
            )
    try:
        entry = ledger.find(identifier)
    except LedgerError:
        place = PageLink("Its page", speaker_address(identifier)) if has_speaker(ledger.database, identifier) else None
        return identifier, "name", "", place
    if entry.statement is None:
        title = entry.record.article.title or entry.record.article.id
        return entry.key, "article", title, PageLink("Read it", f"/articles/{entry.key}")
    text = entry.record.article.text
    content = join_spans(text, entry.statement.content)
    return entry.statement.id, "statement", content, PageLink("In its article", statement_address(entry.statement.id))


def _describe_event(event: Event, subject: str) -> LoggedEvent:
    judgement = event.judgement
    if judgement is None:
        return LoggedEvent(
            at=event.at,
            by=event.by,
            person=False,
            what=event.what,
            note="",
            id="",
            about="",
            address="",
            standing=True,
            withdrawable=False,
        )
    about = ", ".join(judgement.about)
    return LoggedEvent(
        at=event.at,
        by=event.by,
        person=True,
        what=describe_content(judgement),
        note=judgement.note,
        id=judgement.id,
        about=about,
        address=log_address(judgement.subject) if judgement.subject != subject else "",
        standing=event.standing,
        withdrawable=event.standing and not isinstance(judgement, Redaction),
    )


def log_rows(context: LogPage) -> Iterator[dict[str, Any]]:
    """Return a history as rows."""
    for event in context.events:
        yield {
            "at": event.at,
            "by": event.by,
            "what": event.what,
            "note": event.note,
            "judgement": event.id,
            "about": event.about,
            "standing": event.standing,
        }
