"""Fetch pages safely: limits on time, size and redirects, no private addresses (SSRF)."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib import metadata
from typing import TYPE_CHECKING, Any, Union
from urllib.parse import urljoin

from onrecord.errors import LaterError, UnreadableError
from onrecord.reading.addresses import resolve_public_addresses
from onrecord.reading.content_coding import ACCEPTED, unpack_body
from onrecord.reading.deadline import StoppableSockets, run_with_deadline
from onrecord.records import CacheValidators

if TYPE_CHECKING:
    import httpx

TIMEOUT = 30.0
"""Seconds for a whole page, including DNS and redirects."""
LARGEST_PAGE = 10_000_000
"""Bytes, packed and unpacked; an article's page rarely has one million."""
MOST_REDIRECTS = 5
ROBOT_NAME = "onrecord"
"""The user agent, also looked for in robots.txt."""
DEFAULT_RETRY_DELAY = 60.0
"""Seconds without requests to a host that answered "too many requests" (429) without a Retry-After."""
# Unauthorized, Forbidden, Unavailable For Legal Reasons: a person with a browser may still get the page.
_FORBIDDEN_STATUSES = {401, 403, 451}
# Request Timeout, Too Early, Too Many Requests: the same request may succeed later.
_RETRY_STATUSES = {408, 425, 429}
_FETCH_FAILED = "could not be fetched ({}): check the address and the network"
_PROJECT_URL = "https://pypi.org/project/onrecord/"
# Characters: a longer ETag is not stored, because it would be sent back each time.
_LONGEST_VALIDATOR = 1000
# Characters of an address that an error quotes.
_LONGEST_QUOTED = 80
# Seconds without a byte, or until a connection is made.
_LONGEST_SILENCE = 10.0
HopResult = Union["Fetched", str]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page's bytes, its address after redirects, and the encoding in its header.

    etag, modified: its ETag and Last-Modified. unchanged: it answered 304 Not Modified; data is empty.
    """

    data: bytes
    url: str
    encoding: str | None
    etag: str | None = None
    modified: str | None = None
    unchanged: bool = False


def fetch_page(
    url: str,
    *,
    allow_private: bool = False,
    last: CacheValidators | None = None,
    before: Callable[[str], None] = lambda url: None,
    stopped: threading.Event | None = None,
) -> Fetched:
    """Fetch a page; raise UnreadableError if that fails or is not allowed, LaterError if a later try may succeed.

    last: the validators of the last response, for a conditional request. before: called with each address, also of
    redirects, before it is requested; it may wait (that time does not count) or raise. stopped: when it is set, the
    fetch ends at once, as it does after TIMEOUT.
    """
    import httpx

    headers = {
        "User-Agent": f"{ROBOT_NAME}/{_get_version()} (+{_PROJECT_URL})",
        "Accept-Encoding": ACCEPTED,
    } | _build_conditional_headers(last)
    left = TIMEOUT
    # Each hop has a connection of its own, which is closed with it.
    limits = httpx.Limits(max_keepalive_connections=0)
    with httpx.Client(trust_env=allow_private, headers=headers, limits=limits) as client:
        for _ in range(MOST_REDIRECTS + 1):
            before(url)
            start = time.monotonic()
            answer = _request_hop(
                client, url, deadline=start + left, allow_private=allow_private, stopped=stopped or threading.Event()
            )
            left -= time.monotonic() - start
            if isinstance(answer, Fetched):
                return _restore_validators(answer, last) if answer.unchanged else answer
            url = answer
    raise UnreadableError(f"redirects more than {MOST_REDIRECTS} times: open it in a browser and save the page")


def _build_conditional_headers(last: CacheValidators | None) -> dict[str, str]:
    """Return the headers of a conditional request."""
    headers = {"If-None-Match": last.etag, "If-Modified-Since": last.modified} if last else {}
    return {name: value for name, value in headers.items() if value}


def _restore_validators(answer: Fetched, last: CacheValidators | None) -> Fetched:
    """Return a 304 response with the ETag and Last-Modified of the last one where it leaves them out."""
    if last is None:
        raise LaterError("answered 304 Not Modified to an unconditional request: try again later")
    return replace(answer, etag=answer.etag or last.etag, modified=answer.modified or last.modified)


def build_stop_error() -> LaterError:
    """Return the error of a fetch that was stopped, or that was to begin afterwards."""
    return LaterError("was not fetched, as the reading was stopped: read it again")


def _build_timeout_error() -> LaterError:
    return LaterError(f"gave no complete response within {TIMEOUT:g} seconds: try again later")


def _request_hop(
    client: "httpx.Client", url: str, *, deadline: float, allow_private: bool, stopped: threading.Event
) -> HopResult:
    """Make one request; return the page, or the address that it redirects to. Errors of httpx become ours."""
    import httpx

    target = _parse_web_address(url)

    def request(sockets: StoppableSockets) -> HopResult:
        addresses = [None] if allow_private else resolve_public_addresses(_get_ascii_host(target), _get_port(target))
        return _request_any_address(client, target, addresses=addresses, hop=_Hop(deadline=deadline, sockets=sockets))

    try:
        return run_with_deadline(request, deadline - time.monotonic(), stopped=stopped)
    except (TimeoutError, httpx.TimeoutException):
        raise build_stop_error() if stopped.is_set() else _build_timeout_error() from None
    except httpx.HTTPError as error:
        raise LaterError(_FETCH_FAILED.format(_describe_error(error))) from None
    except (httpx.InvalidURL, httpx.CookieConflict) as error:
        raise UnreadableError(_FETCH_FAILED.format(_describe_error(error))) from None


def _parse_web_address(url: str) -> "httpx.URL":
    """Return a parsed address; raise UnreadableError unless it is of the web, with a host and a port that can exist."""
    import httpx

    try:
        parsed = httpx.URL(url)
        # Looked at here, where an error is expected: `host` decodes a name that begins with xn--, and whoever resolves
        # a name encodes it again, with limits to its labels.
        named = bool(parsed.host) and bool(_get_ascii_host(parsed).encode("idna"))
    except (httpx.InvalidURL, UnicodeError) as error:
        raise UnreadableError(
            f"is not a web address ({url:.{_LONGEST_QUOTED}}; {_describe_error(error)}): check the address"
        ) from None
    if parsed.scheme not in {"http", "https"} or not named:
        raise UnreadableError(
            f"is not a web address ({url:.{_LONGEST_QUOTED}}): it must begin with http:// or https://"
        )
    if not 0 < _get_port(parsed) < 65_536:
        raise UnreadableError(f"is not a web address (there is no port {parsed.port}): check the address")
    return parsed


def _get_ascii_host(url: "httpx.URL") -> str:
    return url.raw_host.decode("ascii").strip("[]")


def _get_port(url: "httpx.URL") -> int:
    return url.port if url.port is not None else 443 if url.scheme == "https" else 80


def _get_version() -> str:
    try:
        return metadata.version("onrecord")
    except metadata.PackageNotFoundError:
        return "0"


@dataclass(frozen=True, slots=True)
class _Hop:
    """Limits of one request. deadline: by the clock of time.monotonic(). sockets: those that are shut down then."""

    deadline: float
    sockets: StoppableSockets


def _request_any_address(
    client: "httpx.Client", url: "httpx.URL", *, addresses: Sequence[str | None], hop: _Hop
) -> HopResult:
    """Make one request to the first of the host's addresses that answers. None: the host, by its name."""
    import httpx

    # Hosts with IPv4 and IPv6 often answer on one of them only.
    for address in addresses[:-1]:
        try:
            return _request(client, url, address=address, hop=hop)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            continue
    return _request(client, url, address=addresses[-1], hop=hop)


def _request(client: "httpx.Client", url: "httpx.URL", *, address: str | None, hop: _Hop) -> HopResult:
    """Make one request to `address`, the one that was checked: a second DNS look-up could return a private one."""
    headers: dict[str, str] = {}
    extensions: dict[str, Any] = {"trace": hop.sockets.watch}
    target = url
    if address:
        headers["Host"] = url.netloc.decode("ascii")
        extensions["sni_hostname"] = url.raw_host.decode("ascii")
        target = url.copy_with(host=address)
    # Never 0, which would mean "do not wait" to a socket.
    silence = max(0.001, min(_LONGEST_SILENCE, hop.deadline - time.monotonic()))
    with client.stream("GET", target, headers=headers, extensions=extensions, timeout=silence) as answer:
        if answer.has_redirect_location:
            return _join_redirect(str(url), answer.headers["Location"])
        etag, modified = _get_validator(answer, "ETag"), _get_validator(answer, "Last-Modified")
        if answer.status_code == 304:
            return Fetched(b"", str(url), None, etag, modified, unchanged=True)
        if answer.status_code != 200:
            raise _build_status_error(answer)
        return Fetched(_read_body(answer, hop.deadline), str(url), answer.charset_encoding, etag, modified)


def _get_validator(answer: "httpx.Response", name: str) -> str | None:
    """Return a validator header that can be sent back unchanged; None if it cannot."""
    value: str = answer.headers.get(name, "")
    return value if value.isascii() and value.isprintable() and 0 < len(value) <= _LONGEST_VALIDATOR else None


def _join_redirect(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        raise UnreadableError(
            f"redirects to an invalid address ({location:.{_LONGEST_QUOTED}}): check the address"
        ) from None


def _build_status_error(answer: "httpx.Response") -> UnreadableError:
    status = f"answered {answer.status_code} {answer.reason_phrase}"
    if answer.status_code in _RETRY_STATUSES or answer.is_server_error:
        wait = _parse_retry_after(answer.headers.get("Retry-After", ""))
        return LaterError(
            f"{status}: try again later",
            wait=DEFAULT_RETRY_DELAY if wait is None and answer.status_code == 429 else wait,
        )
    advice = (
        "open it in a browser and save the page" if answer.status_code in _FORBIDDEN_STATUSES else "check the address"
    )
    return UnreadableError(f"{status}: {advice}")


def _parse_retry_after(value: str) -> float | None:
    """Return the seconds of a Retry-After, which gives seconds or a date; None if it is neither."""
    if value.strip().isdecimal():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value).astimezone(UTC) - datetime.now(UTC)).total_seconds())
    except (ValueError, OverflowError):
        return None


def _read_body(answer: "httpx.Response", deadline: float) -> bytes:
    """Return the whole body, unpacked. Its bytes are counted packed, too: many of them may unpack to few."""
    packed = _limit_size(answer.iter_raw())
    data = bytearray()
    for chunk in _limit_size(unpack_body(packed, answer.headers.get("Content-Encoding", ""))):
        data += chunk
        if time.monotonic() > deadline:
            raise _build_timeout_error()
    return bytes(data)


def _limit_size(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the chunks of at most LARGEST_PAGE bytes; raise UnreadableError if there are more."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > LARGEST_PAGE:
            raise UnreadableError(f"is larger than {LARGEST_PAGE / 1e6:g} MB: save the page and read the file")
        yield chunk


def _describe_error(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
