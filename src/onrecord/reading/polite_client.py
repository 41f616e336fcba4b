"""How hosts are asked: one request at a time, a pause before the next to the same host, robots.txt obeyed."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from onrecord.errors import LaterError, UnreadableError
from onrecord.reading.http import ROBOT_NAME, Fetched, fetch_page
from onrecord.records import CacheValidators

if TYPE_CHECKING:
    from protego import Protego

PAUSE = 1.0
"""Seconds between two requests to one host."""
LONGEST_PAUSE = 60.0
"""Of a robots.txt's Crawl-delay no more than so many seconds."""
LONGEST_RETRY_DELAY = 86_400.0
"""A host that asks to be left alone (Retry-After) is, for at most a day."""
ROBOTS_LIFETIME = 86_400.0
"""Seconds that a robots.txt is good for (RFC 9309, 2.4)."""
ROBOTS_RETRY = 600.0
_LONGEST_ROBOTS = 512_000
"""Bytes of a robots.txt that are heeded; RFC 9309, 2.5 asks for 500 KiB at least."""


@dataclass(frozen=True, slots=True)
class _HostRules:
    """A host's robots.txt, or why it could not be had, and until when that holds."""

    until: float
    robots: "Protego | None"
    trouble: str = ""


class PoliteClient:
    """The one way to ask hosts for pages; it remembers how each wants to be asked. Not for several threads at once.

    allow_private: ask private and loopback addresses too. pause: seconds between two requests to one host.
    clock, sleep: what tells the time, in seconds, and what waits.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        pause: float = PAUSE,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._private, self._pause, self._clock, self._sleep = allow_private, pause, clock, sleep
        self._rules: dict[str, _HostRules] = {}
        self._last: dict[str, float] = {}
        self._resting: dict[str, float] = {}

    def fetch(self, url: str, *, last: CacheValidators | None = None, robot: bool = False) -> Fetched:
        """Get a page, as `fetching.fetch`. robot: nobody asked for it by its address, so robots.txt decides.

        UnreadableError where that forbids it; LaterError where it cannot be had, or the host asked to be left alone.
        """
        asked: list[str] = []

        def before(at: str) -> None:
            if robot:
                self.check_robots(at)
            if robot or not asked:  # where a page that a person asked for has moved to is no further request of theirs
                self._wait_turn(at)
            asked.append(at)
            self._note_request(at)

        try:
            return fetch_page(url, allow_private=self._private, last=last, before=before)
        except LaterError as error:
            if asked and error.wait is not None:
                self._resting[_get_host(asked[-1])] = self._clock() + min(error.wait, LONGEST_RETRY_DELAY)
            raise
        finally:
            if asked:
                self._note_request(asked[-1])

    def check_robots(self, url: str) -> None:
        """UnreadableError where the robots.txt of the address's host keeps it from programs."""
        place = _get_origin(url)
        if not place:
            return
        self._check_rest(url)
        rules = self._rules.get(place)
        if rules is None or rules.until <= self._clock():
            rules = self._rules[place] = self._fetch_rules(place)
        if rules.trouble:
            raise LaterError(f"is on a host whose robots.txt {rules.trouble}")
        if rules.robots and not rules.robots.can_fetch(url, ROBOT_NAME):
            raise UnreadableError(
                f"is kept from programs by {place}/robots.txt: open it in a browser and save the page"
            )

    def _fetch_rules(self, place: str) -> _HostRules:
        """A robots.txt. One that is not there allows all; one that cannot be had forbids all (RFC 9309, 2.3.1)."""
        from protego import Protego

        try:
            data = self.fetch(f"{place}/robots.txt").data
        except LaterError as error:
            return _HostRules(self._clock() + ROBOTS_RETRY, None, str(error))
        except UnreadableError:
            return _HostRules(self._clock() + ROBOTS_LIFETIME, None)
        return _HostRules(
            self._clock() + ROBOTS_LIFETIME, Protego.parse(data[:_LONGEST_ROBOTS].decode("utf-8-sig", "replace"))
        )

    def _check_rest(self, url: str) -> None:
        """LaterError where the host asked to be left alone, and still does."""
        rest = self._resting.get(_get_host(url), 0.0) - self._clock()
        if rest > 0:
            raise LaterError(f"is on a host that asks to be left alone for {rest:.0f} seconds more: try again then")

    def _wait_turn(self, url: str) -> None:
        """Until the host may be asked again: its pause after the last request, or what its robots.txt wants."""
        self._check_rest(url)
        rules = self._rules.get(_get_origin(url))
        delay = rules.robots.crawl_delay(ROBOT_NAME) if rules and rules.robots else None
        pause = max(self._pause, min(delay or 0.0, LONGEST_PAUSE))
        wait = self._last.get(_get_host(url), float("-inf")) + pause - self._clock()
        if wait > 0:
            self._sleep(wait)

    def _note_request(self, url: str) -> None:
        self._last[_get_host(url)] = self._clock()


def _get_origin(url: str) -> str:
    """Where its robots.txt is: scheme, host and port; "" for what is no web address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = parts.netloc.rpartition("@")[2].lower()
    return f"{parts.scheme}://{host}" if parts.scheme in {"http", "https"} and host else ""


def _get_host(url: str) -> str:
    """Its host without the port: two ports are one machine still."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
