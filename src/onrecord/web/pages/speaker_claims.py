"""A speaker's claims among the newest statements, the most printed first, and how their wording drifted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from onrecord.analysis.budget import Budget
from onrecord.analysis.claims import find_claims
from onrecord.analysis.speakers import find_speaker
from onrecord.claims import Claim, diff_versions, diff_words
from onrecord.ledger import Ledger
from onrecord.ledger.statements import find_superseded
from onrecord.text.format import format_count
from onrecord.web.components import speaker_address
from onrecord.web.desk import View
from onrecord.web.filters import quote_segment

COMPARED = 36
"""Newest statements that are compared for claims: the work grows with their square."""
_CLAIMS_LISTED = 20
"""Claims that are listed."""
_WORDINGS = 3
"""Wordings of a claim beside the first, the ones that drifted farthest."""
_PAGES = 8
"""Pages that have changed since, looked at for what they withdrew."""


@dataclass(frozen=True)
class DriftPart:
    """Words of a wording."""

    state: Annotated[str, "same, gone or new, against the first wording"]
    words: Annotated[str, "the words as printed"]


@dataclass(frozen=True)
class DriftedWording:
    """Another wording of a claim."""

    parts: Annotated[tuple[DriftPart, ...], "what became of the first wording"]
    because: Annotated[str, "why it is the same claim"]
    publisher: Annotated[str, "who printed it"]
    said: Annotated[date | None, "when it was said, or else printed"]


@dataclass(frozen=True, kw_only=True)
class SpeakerClaim:
    """A claim."""

    id: Annotated[str, "the id of the statement that said it first"]
    address: Annotated[str, "the claim's page"]
    words: Annotated[str, "its first wording"]
    said: Annotated[date | None, "when it was first said"]
    sightings: Annotated[int, "how often it was printed"]
    publishers: Annotated[tuple[str, ...], "who printed it"]
    wordings: Annotated[int, "in how many wordings"]
    drifted: Annotated[tuple[DriftedWording, ...], "other wordings, those that drifted farthest first"]


@dataclass(frozen=True)
class WithdrawnStatement:
    """A statement that an earlier version of a page had, and the newest has no more."""

    words: Annotated[str, "what was said"]
    said: Annotated[date | None, "when, or else when it was printed"]
    publisher: Annotated[str, "who printed it"]
    versions: Annotated[str, "the address of the page's versions, side by side"]


@dataclass(frozen=True, kw_only=True)
class SpeakerClaimsPage:
    """The claims of a speaker."""

    name: Annotated[str, "the fullest name"]
    speaker: Annotated[str, "the speaker's page"]
    among: Annotated[str, "among how many statements they were looked for"]
    again: Annotated[str, "how many claims were printed more than once, and by more than one publisher"]
    claims: Annotated[tuple[SpeakerClaim, ...], "the most printed first"]
    withdrawn: Annotated[
        tuple[WithdrawnStatement, ...], "what pages withdrew: of the newest statements in versions old and new"
    ]


def build_speaker_claims_page(view: View) -> SpeakerClaimsPage:
    """The claims of the one speaker whom a name means, among the newest COMPARED statements."""
    one = find_speaker(view.ledger, view.path["name"])
    answer = find_claims(view.ledger, one, budget=Budget(sightings=COMPARED))
    made = sorted(answer.items, key=lambda c: (-len(c.seen), _age_key(c)))
    limit, compared = answer.limit_of("sightings"), sum(len(claim.seen) for claim in made)
    among = f"the newest {limit} of {one.count:,} statements" if limit else f"all {format_count(compared, 'statement')}"
    again, spread = sum(len(c.seen) > 1 for c in made), sum(len(c.publishers) > 1 for c in made)
    told = (
        f"{format_count(len(made), 'claim')}: {again:,} printed more than once, {spread:,} by more than one publisher"
    )
    shown = tuple(_describe_claim(claim) for claim in made[:_CLAIMS_LISTED])
    return SpeakerClaimsPage(
        name=one.name,
        speaker=speaker_address(one.name),
        among=among,
        again=told,
        claims=shown,
        withdrawn=tuple(_list_withdrawn(view.ledger, one.names)),
    )


def _age_key(made: Claim) -> int:
    return -(made.first.said or date.min).toordinal()


def _list_withdrawn(ledger: Ledger, names: tuple[str, ...]) -> Iterator[WithdrawnStatement]:
    """What the newest versions of pages have no more, as `onrecord versions` tells it; each wording once."""
    told = set[str]()
    for old, new, ids in find_superseded(ledger.database, names, limit=COMPARED, pages=_PAGES):
        for change in diff_versions(old, new):
            gone = change.before
            if change.change == "withdrawn" and gone and gone.statement.id in ids and gone.content not in told:
                told.add(gone.content)
                yield WithdrawnStatement(
                    gone.content, gone.said, gone.publisher or "", f"/articles/{old.article.key}/versions"
                )


def _describe_claim(made: Claim) -> SpeakerClaim:
    others = sorted((seen for seen in made.wordings[1:]), key=lambda seen: seen.likeness)[:_WORDINGS]
    return SpeakerClaim(
        id=made.id,
        address=f"/claims/{quote_segment(made.id)}",
        words=made.first.content,
        said=made.first.said,
        sightings=len(made.seen),
        publishers=made.publishers,
        wordings=len(made.wordings),
        drifted=tuple(
            DriftedWording(
                tuple(DriftPart(p.state, p.words) for p in diff_words(made.first.content, seen.sighting.content)),
                seen.because,
                seen.sighting.publisher or "",
                seen.sighting.said,
            )
            for seen in others
        ),
    )


def speaker_claim_rows(context: SpeakerClaimsPage) -> Iterator[dict[str, Any]]:
    """The claims as a table."""
    for one in context.claims:
        yield {
            "id": one.id,
            "content": one.words,
            "first_said": one.said,
            "sightings": one.sightings,
            "wordings": one.wordings,
            "publishers": "; ".join(one.publishers),
        }
