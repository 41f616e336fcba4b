"""The disagreements between the sources of a watch, with both sides of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from onrecord.briefs import Brief
from onrecord.web.components import statement_address

# Points that are on the page; `differing` counts all of them.
_DISPUTES_SHOWN = 100


@dataclass(frozen=True, kw_only=True)
class DisputeSide:
    """One side of a disagreement."""

    who: Annotated[str, "who says so"]
    cue: Annotated[str, "the words of the cue: a denial turns round what was said"]
    words: Annotated[str, "the words that say so"]
    day: Annotated[str, "the day"]
    printed: Annotated[str, "who printed it, and when"]
    address: Annotated[str, "where it stands in its article"]


@dataclass(frozen=True)
class ListedDispute:
    """Two statements that cannot both be true."""

    about: Annotated[str, "what they disagree on"]
    because: Annotated[str, "why they are set against each other"]
    sides: Annotated[tuple[DisputeSide, ...], "both sides"]


def list_disputes(brief: Brief) -> Iterator[ListedDispute]:
    """Yield the first disagreements of a brief."""
    for dispute in brief.disputes[:_DISPUTES_SHOWN]:
        sides = (
            DisputeSide(
                who=line.who,
                cue=line.cue,
                words=words,
                day=line.day,
                printed=", ".join(x for x in (line.printed_by, line.published) if x),
                address=statement_address(line.id),
            )
            for line, words in dispute.sides
        )
        yield ListedDispute(dispute.about, dispute.because, tuple(sides))
