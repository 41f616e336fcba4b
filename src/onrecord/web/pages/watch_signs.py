"""The hits of a watch: what each indicator found, one entry for all reprints."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from onrecord.watches import IndicatorHit as Found
from onrecord.watches import Item, Report
from onrecord.watches.items import describe_speaker, group_reprints
from onrecord.web.components import PageLink, speaker_address, statement_address
from onrecord.web.pages.watches import SIGNS_READ

# Several indicators share the page; the page of one indicator shows all that were read.
SIGNS_SHOWN = 25


@dataclass(frozen=True, kw_only=True)
class ListedSign:
    """A hit of an indicator, one entry for all reprints."""

    id: Annotated[str, "the statement's id"]
    who: Annotated[str, "the speaker's name, with the source as printed where that is not the same"]
    speaker: Annotated[str, "the address of the speaker's page; empty where nobody is named"]
    cue: Annotated[str, "the words of the cue"]
    content: Annotated[str, "the words of the content"]
    day: Annotated[date | None, "the day it was said; where that is not known, the day it was printed"]
    place: Annotated[str, "where it is, as the text says; empty where it says nothing"]
    because: Annotated[str, "why this day and this place"]
    publisher: Annotated[str, "who printed it"]
    title: Annotated[str, "the article's headline"]
    published: Annotated[date | None, "the day it was printed"]
    address: Annotated[str, "where it stands in its article"]
    also: Annotated[tuple[PageLink, ...], "the other articles that print the same words by the same speaker"]
    new: Annotated[bool, "was it not reported before, or one of its printings not?"]
    reported: Annotated[date | None, "the day on which it was first reported; unknown where it is new"]
    use: Annotated[str, "the address at which it stands among the evidence; empty where there are no hypotheses"]


@dataclass(frozen=True, kw_only=True)
class ListedIndicator:
    """An indicator with its hits."""

    name: Annotated[str, "its name"]
    why: Annotated[str, "a sign of what it is"]
    asked: Annotated[str, "what it asks the ledger"]
    search: Annotated[str, "the address of the search that asks the same"]
    signs: Annotated[
        tuple[ListedSign, ...], "what it found, the latest day first; new ones only, unless all are asked for"
    ]
    new: Annotated[int, "how many statements of it are new"]
    total: Annotated[int, "how many statements it found, new or not"]
    cut: Annotated[bool, "are there more than that, which were not looked at?"]
    left: Annotated[int, "how many that could stand here do not, for want of room"]
    whole: Annotated[str, "the address at which all of it stands; empty where all of it stands here"]


def list_indicators(report: Report, address: str, *, everything: bool, only: str) -> Iterator[ListedIndicator]:
    """Yield the indicators of a watch, or only the one asked for, each with its hits."""
    by_name: dict[str, list[Found]] = {}
    for sign in report.signs:
        by_name.setdefault(sign.indicator.name, []).append(sign)
    use = address if report.watch.hypotheses else ""
    for indicator in report.watch.indicators:
        if only and indicator.name != only:
            continue
        signs = by_name.get(indicator.name, [])
        new = {sign.item.id for sign in signs if sign.reported is None}
        groups = _group_signs(signs, everything=everything)
        room = SIGNS_READ if only else SIGNS_SHOWN
        fields = {"q": indicator.query, "speaker": indicator.speaker}
        more = {"indicator": indicator.name} | ({"all": "1"} if everything else {})
        yield ListedIndicator(
            name=indicator.name,
            why=indicator.why,
            asked=" ".join(x for x in (indicator.query, indicator.speaker and f"speaker: {indicator.speaker}") if x),
            search=f"/search?{urlencode({name: value for name, value in fields.items() if value})}",
            signs=tuple(_describe_sign(group, signs, use) for group in groups[:room]),
            new=len(new),
            total=len(signs),
            cut=indicator.name in report.cut,
            left=max(0, len(groups) - room),
            whole=f"{address}?{urlencode(more)}" if len(groups) > room else "",
        )


def _group_signs(signs: Iterable[Found], *, everything: bool) -> list[tuple[Item, ...]]:
    """Group hits with their reprints, the latest day first. Groups without new hits are skipped unless `everything`."""
    every = list(signs)
    new = {sign.item.id for sign in every if sign.reported is None}
    groups = group_reprints(sign.item for sign in every)
    kept = [group for group in groups if everything or any(item.id in new for item in group)]
    return sorted(kept, key=lambda group: group[0].on or date.min, reverse=True)


def _describe_sign(group: tuple[Item, ...], signs: Iterable[Found], use: str) -> ListedSign:
    first, *again = group
    known = {sign.item.id: sign.reported for sign in signs}
    reported = [at for item in group if (at := known.get(item.id))]
    article, name = first.record.article, first.statement.speaker and first.statement.speaker.name
    place = f"; place: {first.place.because}" if first.place else ""
    return ListedSign(
        id=first.id,
        who=describe_speaker(first),
        speaker=speaker_address(name) if name else "",
        cue=first.cue,
        content=first.quotation,
        day=first.on,
        place=first.place.name if first.place else "",
        because=f"day: {first.on_because}{place}",
        publisher=article.publisher or "",
        title=first.title,
        published=article.published,
        address=statement_address(first.id),
        also=tuple(PageLink(item.publisher or item.title, statement_address(item.id)) for item in again),
        new=any(known.get(item.id) is None for item in group),
        reported=min(reported).date() if reported else None,
        use=f"{use}?{urlencode({'evidence': first.id})}#hypotheses" if use else "",
    )
