"""The contradictions of a speaker: figures and facts stated by others against the newest of the speaker."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from onrecord.analysis.budget import Budget
from onrecord.analysis.contradictions import SpeakerContradiction, find_contradictions
from onrecord.analysis.speakers import find_speaker
from onrecord.text.format import format_count
from onrecord.watches import Item
from onrecord.watches.disagreements import WITHIN
from onrecord.web.components import speaker_address, statement_address
from onrecord.web.desk import View

_COMPARED_OTHERS = 10
# Ten statements with ten of others each are some hundred pairs: keeps the page fast.
CONTRADICTION_BUDGET = Budget(statements=40, compared=10, others=_COMPARED_OTHERS)


@dataclass(frozen=True, kw_only=True)
class ContradictionSide:
    """One side of a contradiction."""

    who: Annotated[str, "the speaker"]
    speaker: Annotated[str, "the address of the speaker's page"]
    words: Annotated[str, "the words that say so, as printed"]
    said: Annotated[date | None, "when it was said, or else printed"]
    publisher: Annotated[str, "who printed it"]
    title: Annotated[str, "the article's headline"]
    address: Annotated[str, "the place of the statement"]


@dataclass(frozen=True)
class ListedContradiction:
    """Two statements that cannot both be true: both quotations, without a verdict."""

    kind: Annotated[str, "figure or fact"]
    about: Annotated[str, "what they are about"]
    because: Annotated[str, "why they are set against each other"]
    own: Annotated[ContradictionSide, "what this speaker says"]
    other: Annotated[ContradictionSide, "what the other says"]


@dataclass(frozen=True)
class ContradictionsPage:
    """The contradictions of a speaker."""

    name: Annotated[str, "the fullest name"]
    speaker: Annotated[str, "the speaker's page"]
    among: Annotated[str, "what was compared with what"]
    found: Annotated[tuple[ListedContradiction, ...], "each contradiction, the latest first"]


def build_contradictions_page(view: View) -> ContradictionsPage:
    """Return the contradictions of the speaker that a name means, within CONTRADICTION_BUDGET."""
    speaker = find_speaker(view.ledger, view.path["name"])
    answer = find_contradictions(view.ledger, speaker, budget=CONTRADICTION_BUDGET)
    among = (
        f"The {format_count(answer.compared, 'newest statement')} with figures or facts, each compared with up to "
        f"{_COMPARED_OTHERS} of others that share its rarest words, said within {WITHIN} days of it: "
        f"{format_count(answer.others, 'statement')} of others."
    )
    return ContradictionsPage(
        speaker.name, speaker_address(speaker.name), among, tuple(map(_describe_contradiction, answer.items))
    )


def _describe_contradiction(found: SpeakerContradiction) -> ListedContradiction:
    disagreement = found.disagreement
    return ListedContradiction(
        kind=disagreement.kind,
        about=disagreement.about,
        because=disagreement.because,
        own=_describe_side(found.own, found.own_words),
        other=_describe_side(found.other, found.other_words),
    )


def _describe_side(one: Item, words: str) -> ContradictionSide:
    name = one.statement.speaker.name if one.statement.speaker else None
    return ContradictionSide(
        who=one.speaker,
        speaker=speaker_address(name) if name else "",
        words=words,
        said=one.on,
        publisher=one.publisher or "",
        title=one.title,
        address=statement_address(one.id),
    )


def contradiction_rows(context: ContradictionsPage) -> Iterator[dict[str, Any]]:
    """Return the contradictions as rows."""
    for contradiction in context.found:
        yield {
            "kind": contradiction.kind,
            "about": contradiction.about,
            "words": contradiction.own.words,
            "said": contradiction.own.said,
            "publisher": contradiction.own.publisher,
            "other": contradiction.other.who,
            "other_words": contradiction.other.words,
            "other_said": contradiction.other.said,
            "other_publisher": contradiction.other.publisher,
            "because": contradiction.because,
        }
