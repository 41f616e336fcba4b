"""The claims of a speaker among the newest statements, the most printed first, and their drift in wording."""

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

# Newest statements that are compared for claims: the work grows with their square.
COMPARED = 36
# The most printed ones; the claims page lists all.
_CLAIMS_LISTED = 20
# Those that drifted farthest are what a reader looks for; the claim's page has all.
_WORDINGS = 3
# Each is two articles read and compared.
_PAGES = 8


@dataclass(frozen=True)
class DriftPart:
    """Some words of a wording, compared with the first wording."""

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
    """A claim in the list."""

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
    """A statement of an earlier version of a page that the newest version no longer has."""

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
    """Return the claims of the speaker that a name means, among the newest COMPARED statements."""
    speaker = find_speaker(view.ledger, view.path["name"])
    answer = find_claims(view.ledger, speaker, budget=Budget(sightings=COMPARED))
    found_claims = sorted(answer.items, key=lambda c: (-len(c.seen), _age_key(c)))
    limit, compared = answer.limit_of("sightings"), sum(len(claim.seen) for claim in found_claims)
    among = (
        f"the newest {limit} of {speaker.count:,} statements" if limit else f"all {format_count(compared, 'statement')}"
    )
    again, spread = sum(len(c.seen) > 1 for c in found_claims), sum(len(c.publishers) > 1 for c in found_claims)
    count = format_count(len(found_claims), "claim")
    summary = f"{count}: {again:,} printed more than once, {spread:,} by more than one publisher"
    shown = tuple(_describe_claim(claim) for claim in found_claims[:_CLAIMS_LISTED])
    return SpeakerClaimsPage(
        name=speaker.name,
        speaker=speaker_address(speaker.name),
        among=among,
        again=summary,
        claims=shown,
        withdrawn=tuple(_list_withdrawn(view.ledger, speaker.names)),
    )


def _age_key(made: Claim) -> int:
    return -(made.first.said or date.min).toordinal()


def _list_withdrawn(ledger: Ledger, names: tuple[str, ...]) -> Iterator[WithdrawnStatement]:
    """Yield the statements removed from the newest versions, as `onrecord versions` finds them; each wording once."""
    listed = set[str]()
    for old, new, ids in find_superseded(ledger.database, names, limit=COMPARED, pages=_PAGES):
        for change in diff_versions(old, new):
            gone = change.before
            if change.change == "withdrawn" and gone and gone.statement.id in ids and gone.content not in listed:
                listed.add(gone.content)
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
    """Return the claims as rows."""
    for claim in context.claims:
        yield {
            "id": claim.id,
            "content": claim.words,
            "first_said": claim.said,
            "sightings": claim.sightings,
            "wordings": claim.wordings,
            "publishers": "; ".join(claim.publishers),
        }
