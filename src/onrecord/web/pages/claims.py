"""The list of claims. A claim is the same thing said by the same speaker, wherever it was printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from onrecord.analysis.budget import Budget
from onrecord.analysis.claims import find_claims
from onrecord.claims import Claim
from onrecord.web.components import speaker_address
from onrecord.web.desk import View
from onrecord.web.pagination import Pager, build_pager

# Sightings that are compared unless more are asked for: keeps the page fast.
DEFAULT_COMPARED = 300
# Sightings that may be asked for; comparing them takes some seconds.
MOST_COMPARED = 2_000
# Names that are resolved: this many take some twenty milliseconds.
MOST_NAMES = 1_000
CLAIMS_SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class ListedClaim:
    """A claim in the list."""

    id: Annotated[str, "its id: that of the statement that said it first"]
    address: Annotated[str, "its page"]
    speaker: Annotated[str, "who claims it"]
    by: Annotated[str, "the speaker's page"]
    cue: Annotated[str, "the words of the cue that came first: to deny is not to claim"]
    content: Annotated[str, "what is claimed, in the words that came first"]
    said: Annotated[date | None, "the day it was first said"]
    sightings: Annotated[int, "how often it was printed"]
    texts: Annotated[int, "in how many texts: a wire story that forty papers print is one"]
    wordings: Annotated[int, "in how many wordings"]
    publishers: Annotated[str, "who printed it"]


@dataclass(frozen=True, kw_only=True)
class ClaimsPage:
    """The list of claims."""

    claims: Annotated[tuple[ListedClaim, ...], "the claims, the most printed first"]
    speaker: Annotated[str, "words of the name of the speaker whose claims were asked for; empty for all"]
    least: Annotated[int, "the least number of printings"]
    newest: Annotated[int, "the most sightings that were compared, the newest"]
    cut: Annotated[bool, "were there more sightings than that?"]
    names: Annotated[int, "how many names were resolved, if more fit; 0 if all were"]
    place: Annotated[Pager, "where in the list this is"]


def build_claims_page(view: View) -> ClaimsPage:
    """Return the list of claims of all speakers, or of those with the words of `speaker` in a name."""
    speaker, least = view.query.word("speaker")[:200], view.query.number("least", 1)
    newest = max(1, view.query.number("newest", DEFAULT_COMPARED, most=MOST_COMPARED))
    budget = Budget(sightings=newest, names=MOST_NAMES)
    answer = view.settings.memory.of(
        view.ledger,
        ("claims", speaker.casefold(), newest),
        lambda: find_claims(view.ledger, speaker, budget=budget),
    )
    fitting = sorted((claim for claim in answer.items if len(claim.seen) >= least), key=lambda claim: -len(claim.seen))
    offset = view.query.number("offset", 0)
    shown = fitting[offset : offset + CLAIMS_SHOWN]
    return ClaimsPage(
        claims=tuple(_list_claim(claim) for claim in shown),
        speaker=speaker,
        least=least,
        newest=newest,
        cut=answer.limit_of("sightings") is not None,
        names=answer.limit_of("names") or 0,
        place=build_pager("/claims", view.query, len(shown), total=len(fitting), size=CLAIMS_SHOWN),
    )


def _list_claim(one: Claim) -> ListedClaim:
    return ListedClaim(
        id=one.id,
        address=f"/claims/{one.id}",
        speaker=one.speaker,
        by=speaker_address(one.speaker),
        cue=one.first.cue,
        content=one.first.content,
        said=one.first.said,
        sightings=len(one.seen),
        texts=one.texts,
        wordings=len(one.wordings),
        publishers=_name_publishers(one.publishers),
    )


def _name_publishers(names: tuple[str, ...]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def claims_rows(context: ClaimsPage) -> Iterator[dict[str, Any]]:
    """Return the list as rows."""
    for claim in context.claims:
        yield {
            "id": claim.id,
            "speaker": claim.speaker,
            "cue": claim.cue,
            "content": claim.content,
            "first said": claim.said,
            "sightings": claim.sightings,
            "texts": claim.texts,
            "wordings": claim.wordings,
            "publishers": claim.publishers,
        }
