"""Pagination: which part of a list a page shows, and the links to the parts before and after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode


@dataclass(frozen=True, kw_only=True)
class Pager:
    """The position of a page in a list, with the links to the pages before and after it (pagination)."""

    first: Annotated[int, "the number of the first that is shown, from 1; 0 where there is none"]
    last: Annotated[int, "the number of the last"]
    total: Annotated[int, "how many there are"]
    more: Annotated[bool, "are there more than that, uncounted?"]
    before: Annotated[str, "the address of the page before; empty where there is none"]
    after: Annotated[str, "the address of the page after; empty where there is none"]


def build_pager(  # noqa: PLR0913  # the parts of a place
    address: str, asked: Mapping[str, str], count: int, *, total: int, size: int, more: bool = False
) -> Pager:
    """Return the pager of a list. asked: the query with its `offset`. count: entries shown. size: of a full page."""
    offset = int(asked.get("offset") or 0)
    rest = {name: value for name, value in asked.items() if name != "offset" and value}

    def at(place: int) -> str:
        query = urlencode(rest | ({"offset": str(place)} if place else {}))
        return f"{address}?{query}" if query else address

    # An offset beyond the end shows nothing: it must not offer a next page for ever.
    left = count > 0 and (more or offset + count < total)
    before = at(max(0, offset - size)) if offset else ""
    return Pager(
        first=offset + 1 if count else 0,
        last=offset + count,
        total=total,
        more=more,
        before=before,
        after=at(offset + size) if left else "",
    )
