"""The page of a claim: its wordings beside the first, its sightings by publisher, how its wording drifted."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from onrecord.analysis.budget import Budget
from onrecord.analysis.claims import find_claim
from onrecord.claims import Claim, ClaimSighting, diff_side_by_side
from onrecord.render.charts import VEGA_LITE_SCHEMA
from onrecord.text.format import format_day, format_share
from onrecord.text.normalise import collapse_spaces
from onrecord.web.components import Chart, speaker_address, statement_address
from onrecord.web.desk import View

# Each wording is compared with each: twenty keep the page under 150 ms. Copies of the statement come beside them.
CLAIM_BUDGET = Budget(sightings=200, compared=20, names=1_000)
# Each wording is shown beside the first, word by word: a wire story has hundreds of printings.
PRINTINGS_SHOWN = 100


@dataclass(frozen=True)
class WordingPart:
    """Some words of a wording, compared with the first wording."""

    words: Annotated[str, "the words"]
    state: Annotated[str, "same, gone (only the first wording has it) or new (only this one has it)"]


@dataclass(frozen=True, kw_only=True)
class ClaimWording:
    """A later wording, compared with the first."""

    id: Annotated[str, "the id of the statement in which it was first seen"]
    address: Annotated[str, "where it stands in its article"]
    old: Annotated[tuple[WordingPart, ...], "the first wording, what is gone marked"]
    new: Annotated[tuple[WordingPart, ...], "this wording, what is new marked"]
    verdict: Annotated[str, "same or drifted"]
    alike: Annotated[str, "how much of their words is in common"]
    because: Annotated[str, "why it is the same claim"]
    said: Annotated[date | None, "the day it was said"]
    printed: Annotated[str, "who printed it, and when"]
    times: Annotated[int, "how often it was printed so"]


@dataclass(frozen=True, kw_only=True)
class Printing:
    """A sighting of the claim."""

    id: Annotated[str, "the statement's id"]
    address: Annotated[str, "where it stands in its article"]
    said: Annotated[date | None, "the day it was said"]
    published: Annotated[date | None, "the day it was printed"]
    title: Annotated[str, "the article's headline"]
    act: Annotated[str, "say, deny, believe, …"]
    cue: Annotated[str, "the words of the cue"]
    wording: Annotated[int, "which wording, in the order in which they came, from 1"]


@dataclass(frozen=True)
class PublisherPrintings:
    """A publisher with its sightings of the claim."""

    name: Annotated[str, "the publisher"]
    sightings: Annotated[tuple[Printing, ...], "its printings, the first first"]


@dataclass(frozen=True, kw_only=True)
class ClaimPage:
    """A claim's page."""

    id: Annotated[str, "its id: that of the statement that said it first"]
    asked: Annotated[str, "the id of the statement whose claim was asked for"]
    speaker: Annotated[str, "who claims it"]
    by: Annotated[str, "the speaker's page"]
    content: Annotated[str, "what is claimed, in the words that came first"]
    cue: Annotated[str, "the words of the cue that came first"]
    address: Annotated[str, "where it was first said, in its article"]
    said: Annotated[date | None, "the day it was first said"]
    printed: Annotated[str, "who printed it first, and when"]
    sightings: Annotated[int, "how often it was printed"]
    texts: Annotated[int, "in how many texts: a wire story that forty papers print is one"]
    count: Annotated[int, "in how many wordings"]
    wordings: Annotated[tuple[ClaimWording, ...], "the later wordings, each beside the first"]
    papers: Annotated[tuple[PublisherPrintings, ...], "its printings by publisher, the first publisher first"]
    chart: Annotated[Chart | None, "how far the wording drifted along time; nothing where there is one wording"]
    compared: Annotated[int, "how many similar sightings it was compared with; 0 if with all"]
    shown: Annotated[int, "the most wordings, and sightings, that the page shows"]


def build_claim_page(view: View) -> ClaimPage:
    """Return the page of the claim that a statement is a sighting of."""
    identifier = view.path["id"]
    answer = view.settings.memory.of(
        view.ledger, ("claim", identifier), lambda: find_claim(view.ledger, identifier, budget=CLAIM_BUDGET)
    )
    (claim,) = answer.items
    first = claim.first
    order = {collapse_spaces(seen.sighting.content): place for place, seen in enumerate(claim.wordings, 1)}
    times = Counter(collapse_spaces(seen.sighting.content) for seen in claim.seen)
    later = claim.wordings[1:]
    return ClaimPage(
        id=claim.id,
        asked=next((i for seen in claim.seen if (i := seen.sighting.statement.id).startswith(identifier)), claim.id),
        speaker=claim.speaker,
        by=speaker_address(claim.speaker),
        content=first.content,
        cue=first.cue,
        address=statement_address(claim.id),
        said=first.said,
        printed=_printing(claim.seen[0]),
        sightings=len(claim.seen),
        texts=claim.texts,
        count=len(claim.wordings),
        wordings=tuple(
            _compare_wording(first.content, seen, times[collapse_spaces(seen.sighting.content)])
            for seen in later[:PRINTINGS_SHOWN]
        ),
        papers=tuple(_group_by_publisher(claim.seen[:PRINTINGS_SHOWN], order)),
        chart=_chart_drift(claim, order) if later else None,
        compared=answer.limit_of("compared") or answer.limit_of("sightings") or 0,
        shown=PRINTINGS_SHOWN,
    )


def _printing(seen: ClaimSighting) -> str:
    at = seen.sighting
    return ", ".join(x for x in (at.publisher, format_day(at.published) if at.published else "") if x)


def _compare_wording(first: str, seen: ClaimSighting, times: int) -> ClaimWording:
    sides = diff_side_by_side(first, seen.sighting.content)
    old, new = (tuple(WordingPart(piece.words, piece.state) for piece in side) for side in sides)
    identifier = seen.sighting.statement.id
    return ClaimWording(
        id=identifier,
        address=statement_address(identifier),
        old=old,
        new=new,
        verdict=seen.kind,
        alike=format_share(seen.likeness),
        because=seen.because,
        said=seen.sighting.said,
        printed=_printing(seen),
        times=times,
    )


def _group_by_publisher(sightings: Iterable[ClaimSighting], order: dict[str, int]) -> Iterator[PublisherPrintings]:
    by_publisher: dict[str, list[Printing]] = {}
    for seen in sightings:
        at = seen.sighting
        printing = Printing(
            id=at.statement.id,
            address=statement_address(at.statement.id),
            said=at.said,
            published=at.published,
            title=at.title or at.article,
            act=at.statement.act,
            cue=at.cue,
            wording=order[collapse_spaces(at.content)],
        )
        by_publisher.setdefault(at.publisher or "unknown publisher", []).append(printing)
    return (PublisherPrintings(name, tuple(printings)) for name, printings in by_publisher.items())


def _chart_drift(claim: Claim, order: dict[str, int]) -> Chart | None:
    """Chart the likeness of each sighting to the first wording by date of publication; None if no day is known."""
    values = [
        {
            "on": on.isoformat(),
            "alike": round(1.0 if order[collapse_spaces(seen.sighting.content)] == 1 else seen.likeness, 3),
            "publisher": seen.sighting.publisher or "unknown publisher",
            "wording": f"{order[collapse_spaces(seen.sighting.content)]}",
            "words": collapse_spaces(seen.sighting.content)[:120],
        }
        for seen in claim.seen
        if (on := seen.sighting.published or seen.sighting.said)
    ]
    if not values:
        return None
    axis: dict[str, Any] = {"format": "%-d %b %Y", "labelOverlap": True}
    # With few days Vega would put ticks at hours.
    if len({value["on"] for value in values}) < 8:
        axis["tickCount"] = {"interval": "day", "step": 1}
    least = min(value["alike"] for value in values if isinstance(value["alike"], float))
    spec = {
        "$schema": VEGA_LITE_SCHEMA,
        "data": {"values": values},
        "width": "container",
        "height": 150,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "mark": {"type": "point", "filled": True, "size": 80, "opacity": 0.9, "color": "#0072b2"},
        "encoding": {
            "x": {"field": "on", "type": "temporal", "title": None, "scale": {"type": "utc"}, "axis": axis},
            "y": {
                "field": "alike",
                "type": "quantitative",
                "title": "alike to the first wording",
                "scale": {"domain": [0, 1]},
                "axis": {"format": "%", "tickCount": 5},
            },
            "tooltip": [{"field": name, "type": "nominal"} for name in ("publisher", "on", "wording", "words")],
        },
    }
    summary = (
        f"{len(claim.wordings)} wordings; the one that drifted farthest is {format_share(least)} alike to the first."
    )
    return Chart("Drift along time", summary, spec)


def claim_rows(context: ClaimPage) -> Iterator[dict[str, Any]]:
    """Return a claim's sightings as rows."""
    for paper in context.papers:
        for printing in paper.sightings:
            yield {
                "id": printing.id,
                "publisher": paper.name,
                "published": printing.published,
                "said": printing.said,
                "title": printing.title,
                "act": printing.act,
                "cue": printing.cue,
                "wording": printing.wording,
            }
