"""Contexts that several pages share: a listed statement, a judgement, a chart. Each field is documented."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from onrecord.judgements import Judgement
from onrecord.ledger import Hit
from onrecord.records import Spans
from onrecord.render.judgements import describe_content
from onrecord.text.format import format_probability
from onrecord.web.filters import quote_segment


@dataclass(frozen=True)
class MarkedWords:
    """Some words of a text, highlighted or not."""

    words: Annotated[str, "words as they were printed"]
    marked: Annotated[bool, "were they searched for?"] = False


@dataclass(frozen=True, kw_only=True)
class JudgementNote:
    """A judgement of a person, as pages show it."""

    id: Annotated[str, "the judgement's id, to withdraw it by"]
    kind: Annotated[str, "correct, confirm, resolve, grade, …"]
    what: Annotated[str, "what was judged, in words"]
    note: Annotated[str, "why, in the person's own words; empty where nothing was said"]
    by: Annotated[str, "who judged"]
    at: Annotated[datetime, "when"]

    @classmethod
    def of(cls, statement: Judgement) -> "JudgementNote":
        return cls(
            id=statement.id,
            kind=statement.kind,
            what=describe_content(statement),
            note=statement.note,
            by=statement.by,
            at=statement.at,
        )


@dataclass(frozen=True, kw_only=True)
class ListedStatement:
    """A statement as lists show it."""

    id: Annotated[str, "the statement's id"]
    who: Annotated[str, "the speaker's name, or where nobody is named the words of the source"]
    speaker: Annotated[str, "the address of the speaker's page; empty where nobody is named"]
    role: Annotated[str, "the speaker's role and organisation"]
    act: Annotated[str, "say, deny, believe, intend, order, ask, know, perceive, decline"]
    cue: Annotated[str, "the words of the cue"]
    content: Annotated[tuple[MarkedWords, ...], "the words of the content, those that were searched for marked"]
    said: Annotated[date | None, "the day it was said; where that is not known, the day it was printed"]
    published: Annotated[date | None, "the day it was printed"]
    publisher: Annotated[str, "who printed it"]
    title: Annotated[str, "the article's headline, or its id where it has none"]
    address: Annotated[str, "the address of the statement in its article"]
    certainty: Annotated[str, "the phrases that say how sure, each with its interval"]
    due: Annotated[date | None, "of a forecast, the end of its horizon"]
    forecast: Annotated[bool, "is it read as a forecast?"]
    judged: Annotated[tuple[JudgementNote, ...], "what people judged of it, and did not withdraw"]

    @classmethod
    def of(cls, hit: Hit) -> "ListedStatement":
        statement, speaker = hit.statement, hit.statement.speaker
        name = speaker.name if speaker and speaker.name else ""
        # A name may already hold the role or be the organisation ("Minister Voss", "Port Authority").
        about = [x for x in (speaker.role, speaker.organisation) if x and x not in name] if speaker else []
        at = statement.said_at
        return cls(
            id=statement.id,
            who=name or hit.source or "unnamed",
            speaker=speaker_address(name) if name else "",
            role=", ".join(about),
            act=statement.act,
            cue=hit.cue,
            content=mark_words(hit.content, hit.matches),
            said=(at and (at.first or at.last)) or hit.published,
            published=hit.published,
            publisher=hit.publisher or "",
            title=hit.title or hit.article,
            address=statement_address(statement.id),
            certainty="; ".join(
                f"“{h.phrase}” {format_probability(h.low, h.high)}".strip() for h in statement.certainty
            ),
            due=statement.forecast.last if statement.forecast else None,
            forecast=statement.forecast is not None,
            judged=tuple(JudgementNote.of(judgement) for judgement in hit.judged),
        )

    @property
    def words(self) -> str:
        """The content without highlighting."""
        return "".join(piece.words for piece in self.content)

    def row(self) -> dict[str, Any]:
        """Return the statement as a row of CSV."""
        return {
            "id": self.id,
            "who": self.who,
            "role": self.role,
            "act": self.act,
            "cue": self.cue,
            "content": self.words,
            "said": self.said,
            "certainty": self.certainty,
            "forecast": self.forecast,
            "due": self.due,
            "publisher": self.publisher,
            "published": self.published,
            "title": self.title,
        }


def mark_words(text: str, spans: Spans) -> tuple[MarkedWords, ...]:
    """Cut a text at the ends of spans, and mark the words inside them. Spans must not overlap."""
    pieces, at = list[MarkedWords](), 0
    for start, end in sorted(spans):
        pieces += [MarkedWords(text[at:start]), MarkedWords(text[start:end], marked=True)]
        at = end
    pieces.append(MarkedWords(text[at:]))
    return tuple(piece for piece in pieces if piece.words)


def speaker_address(name: str) -> str:
    """Return the address of the page of the speaker with this name."""
    return f"/speakers/{quote_segment(name)}"


def statement_address(identifier: str) -> str:
    """Return the address of a statement, which redirects to its place in its article."""
    return f"/statements/{quote_segment(identifier)}"


def log_address(subject: str) -> str:
    """Return the address of the history of an id or a name."""
    return f"/log/{quote_segment(subject)}"


@dataclass(frozen=True)
class Chart:
    """A chart: its Vega-Lite specification, and a summary in words for readers who do not see it."""

    title: Annotated[str, "what it shows"]
    summary: Annotated[str, "what one sees in it, in a sentence"]
    spec: Annotated[Mapping[str, Any], "the specification, its data inside it"]


@dataclass(frozen=True)
class PageLink:
    """A link to a page."""

    words: Annotated[str, "what it is called"]
    address: Annotated[str, "where it leads"]
    here: Annotated[bool, "is it where one is?"] = False
