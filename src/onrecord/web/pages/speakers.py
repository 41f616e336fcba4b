"""The list of speakers, by the names that are printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from onrecord.claims import fold_name
from onrecord.ledger import list_names
from onrecord.records import SpeakerName
from onrecord.web.components import speaker_address
from onrecord.web.desk import View
from onrecord.web.pagination import Pager, build_pager

# Names on a page; `limit` asks for more.
NAMES_SHOWN = 50
# Papers call one person by dozens of roles; the first are the most frequent.
_ROLES_BESIDE = 3


@dataclass(frozen=True)
class ListedName:
    """A name as printed, with what the ledger has under it."""

    name: Annotated[str, "the name as printed"]
    address: Annotated[str, "the page of whoever bears it"]
    kind: Annotated[str, "person, organisation, group, document or unnamed: as which it is mostly read"]
    about: Annotated[str, "the roles and organisations that it mostly has"]
    count: Annotated[int, "how many statements it has"]


@dataclass(frozen=True)
class SpeakersPage:
    """The list of speakers."""

    q: Annotated[str, "the words of the name that were asked for"]
    found: Annotated[tuple[ListedName, ...], "the names on this page, the one with most statements first"]
    place: Annotated[Pager, "where in the list one is"]


def build_speakers_page(view: View) -> SpeakersPage:
    """Return the names with all words of `q`, or words that begin with them, from `offset` on."""
    q = view.query.word("q")[:200]
    offset, size = view.query.number("offset", 0), view.query.number("limit", NAMES_SHOWN, most=1_000) or NAMES_SHOWN
    wanted = fold_name(q).split()
    fitting = [entry for entry in list_names(view.ledger.database) if _begins_with(wanted, entry.name)]
    shown = fitting[offset : offset + size]
    place = build_pager("/speakers", view.query, len(shown), total=len(fitting), size=size)
    return SpeakersPage(q, tuple(_list_name(entry) for entry in shown), place)


def _begins_with(wanted: list[str], name: str) -> bool:
    if not wanted:
        return True
    words = fold_name(name).split()
    return all(any(word.startswith(typed) for word in words) for typed in wanted)


def _list_name(one: SpeakerName) -> ListedName:
    about = dict.fromkeys((*one.roles[:_ROLES_BESIDE], *one.organisations[:_ROLES_BESIDE]))
    return ListedName(one.name, speaker_address(one.name), one.kind, ", ".join(about), one.count)


def speakers_rows(context: SpeakersPage) -> Iterator[dict[str, Any]]:
    """Return the names as rows."""
    return (
        {"name": entry.name, "kind": entry.kind, "about": entry.about, "statements": entry.count}
        for entry in context.found
    )
