"""A polite HTTP client: one request at a time, a delay per host, robots.txt (RFC 9309)."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from onrecord.errors import LaterError, UnreadableError
from onrecord.reading.http import ROBOT_NAME, Fetched, build_stop_error, fetch_page
from onrecord.records import CacheValidators

if TYPE_CHECKING:
    from protego import Protego

PAUSE = 1.0
"""Seconds between two requests to one host."""
LONGEST_PAUSE = 60.0
"""Seconds: the longest Crawl-delay of a robots.txt that is obeyed."""
LONGEST_RETRY_DELAY = 86_400.0
"""Seconds: a Retry-After is obeyed for at most a day."""
ROBOTS_LIFETIME = 86_400.0
"""Seconds for which a robots.txt is cached (RFC 9309, 2.4)."""
ROBOTS_RETRY = 600.0
"""Seconds after which a robots.txt that could not be fetched is tried again."""
# Bytes of a robots.txt that are parsed; RFC 9309, 2.5 demands at least 500 KiB.
_LONGEST_ROBOTS = 512_000


@dataclass(frozen=True, slots=True)
class _HostRules:
    """A host's robots.txt, or why it could not be fetched, and how long that is cached."""

    until: float
    robots: "Protego | None"
    trouble: str = ""


class PoliteClient:
    """Fetches pages politely, and remembers each host's rules. Not thread-safe, but for `stop`.

    allow_private: fetch private and loopback addresses too. pause: seconds between two requests to one host.
    clock, sleep: functions for the time, in seconds, and for waiting; by default one that `stop` ends.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        pause: float = PAUSE,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        self._stopped = threading.Event()
        self._private, self._pause = allow_private, pause
        self._clock, self._sleep = clock, sleep or self._stopped.wait
        self._rules: dict[str, _HostRules] = {}
        self._last: dict[str, float] = {}
        self._resting: dict[str, float] = {}

    def stop(self) -> None:
        """End the fetch or the pause that another thread is in, at once. From now on every fetch raises LaterError."""
        self._stopped.set()

    def fetch(self, url: str, *, last: CacheValidators | None = None, robot: bool = False) -> Fetched:
        """Fetch a page, as `http.fetch_page`. robot: no person named its address, so robots.txt decides.

        Raise UnreadableError if robots.txt disallows it; LaterError if it cannot be fetched, or during a Retry-After.
        """
        requested: list[str] = []

        def before(address: str) -> None:
            if robot:
                self.check_robots(address)
            if (
                robot or not requested
            ):  # where a page that a person asked for has moved to is no further request of theirs
                self._wait_turn(address)
            requested.append(address)
            self._note_request(address)

        try:
            return fetch_page(url, allow_private=self._private, last=last, before=before, stopped=self._stopped)
        except LaterError as error:
            if requested and error.wait is not None:
                self._resting[_get_host(requested[-1])] = self._clock() + min(error.wait, LONGEST_RETRY_DELAY)
            raise
        finally:
            if requested:
                self._note_request(requested[-1])

    def check_robots(self, url: str) -> None:
        """Raise UnreadableError if the robots.txt of the address's host disallows it."""
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
            raise UnreadableError(f"is disallowed by {place}/robots.txt: open it in a browser and save the page")

    def _fetch_rules(self, place: str) -> _HostRules:
        """Fetch a robots.txt. If it does not exist all is allowed; else nothing (RFC 9309, 2.3.1)."""
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
        """Raise LaterError during a Retry-After of the host."""
        rest = self._resting.get(_get_host(url), 0.0) - self._clock()
        if rest > 0:
            raise LaterError(f"is on a host that asks for a pause of {rest:.0f} more seconds: try again then")

    def _wait_turn(self, url: str) -> None:
        """Wait until the host may be requested again: our pause after the last request, or its Crawl-delay.

        Raise LaterError if `stop` was called.
        """
        self._check_rest(url)
        rules = self._rules.get(_get_origin(url))
        delay = rules.robots.crawl_delay(ROBOT_NAME) if rules and rules.robots else None
        pause = max(self._pause, min(delay or 0.0, LONGEST_PAUSE))
        wait = self._last.get(_get_host(url), float("-inf")) + pause - self._clock()
        if wait > 0:
            self._sleep(wait)
        if self._stopped.is_set():
            raise build_stop_error()

    def _note_request(self, url: str) -> None:
        self._last[_get_host(url)] = self._clock()


def _get_origin(url: str) -> str:
    """Return scheme, host and port, where robots.txt is; "" for anything but a web address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = parts.netloc.rpartition("@")[2].lower()
    return f"{parts.scheme}://{host}" if parts.scheme in {"http", "https"} and host else ""


def _get_host(url: str) -> str:
    """Return the host without the port: two ports are still one machine."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
