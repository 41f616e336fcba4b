"""The list of watches, with the number of new hits of each; a broken file with its error."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from onrecord import watches as following
from onrecord.errors import WatchError
from onrecord.watches import Watch
from onrecord.web.desk import DeskSettings, View
from onrecord.web.errors import WebError
from onrecord.web.filters import quote_segment

# Hits read of each indicator: each is read with its article, so more would make the page slow.
SIGNS_READ = 200


@dataclass(frozen=True, kw_only=True)
class FollowedWatch:
    """A watch in the list."""

    name: Annotated[str, "its name"]
    about: Annotated[str, "what it is about"]
    file: Annotated[str, "its file"]
    address: Annotated[str, "its page"]
    indicators: Annotated[int, "how many indicators it has"]
    series: Annotated[int, "how many series"]
    hypotheses: Annotated[int, "how many hypotheses"]
    new: Annotated[int, "how many signs were not reported before, among the newest of each indicator"]
    more: Annotated[bool, "may there be more new ones than that?"]


@dataclass(frozen=True)
class BrokenFile:
    """A watch file that cannot be used."""

    file: Annotated[str, "the file"]
    error: Annotated[str, "what is wrong with it, where, and what to do"]


@dataclass(frozen=True)
class WatchesPage:
    """The list of watches."""

    watches: Annotated[tuple[FollowedWatch, ...], "the watches, in the order in which they were given"]
    broken: Annotated[tuple[BrokenFile, ...], "the files that cannot be used"]
    most: Annotated[int, "the most signs of an indicator that are counted, the newest"]


def load_watches(settings: DeskSettings) -> tuple[dict[str, tuple[Watch, Path]], tuple[BrokenFile, ...]]:
    """Return the watches of the desk by name, each with its file, and the files that cannot be used."""
    watches: dict[str, tuple[Watch, Path]] = {}
    broken = list[BrokenFile]()
    # Read for every page: a file that was edited holds at once, without starting the desk again.
    for path in settings.watches:
        try:
            watch = following.load_watch(path)
        except WatchError as error:
            broken.append(BrokenFile(path.name, str(error)))
            continue
        if watch.name in watches:
            taken = watches[watch.name][1]
            broken.append(BrokenFile(path.name, f"{path}: has the name of {taken}, “{watch.name}”: give it its own"))
        else:
            watches[watch.name] = watch, path
    return watches, tuple(broken)


def watch_of(view: View) -> Watch:
    """Return the watch that the address names. Raise WebError if the desk has no watch of this name."""
    watches, broken = load_watches(view.settings)
    name = view.path["name"]
    if name in watches:
        return watches[name][0]
    known = ", ".join(f"“{known}”" for known in watches) or "none"
    also = f"; of the files that were given, {len(broken)} cannot be used: see /watches" if broken else ""
    raise WebError(f"there is no watch “{name[:100]}” here: there is {known}{also}", 404)


def address_of(watch: Watch) -> str:
    """Return the address of the page of a watch."""
    return f"/watches/{quote_segment(watch.name)}"


def build_watches_page(view: View) -> WatchesPage:
    """Return the list of the watches of the desk."""
    watches, broken = load_watches(view.settings)
    return WatchesPage(
        tuple(_describe_following(view, watch, path) for watch, path in watches.values()), broken, SIGNS_READ
    )


def _describe_following(view: View, watch: Watch, path: Path) -> FollowedWatch:
    fresh = view.settings.memory.of(
        view.ledger,
        ("fresh", watch, view.today),
        lambda: following.count_new_signs(view.ledger, watch, today=view.today, most=SIGNS_READ),
    )
    return FollowedWatch(
        name=watch.name,
        about=watch.about,
        file=path.name,
        address=address_of(watch),
        indicators=len(watch.indicators),
        series=len(watch.series),
        hypotheses=len(watch.hypotheses),
        new=fresh.count,
        more=fresh.more,
    )


def watches_rows(context: WatchesPage) -> Iterator[dict[str, Any]]:
    """Return the list as rows."""
    for watch in context.watches:
        yield {
            "name": watch.name,
            "about": watch.about,
            "file": watch.file,
            "indicators": watch.indicators,
            "series": watch.series,
            "hypotheses": watch.hypotheses,
            "new": watch.new,
        }
