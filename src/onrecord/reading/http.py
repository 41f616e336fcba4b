"""Pages by their address, politely and safely: limits on time, size and redirects, no private addresses."""

import ipaddress
import queue
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from importlib import metadata
from typing import TYPE_CHECKING, Union
from urllib.parse import urljoin

from onrecord.errors import LaterError, UnreadableError
from onrecord.records import CacheValidators

if TYPE_CHECKING:
    import httpx

TIMEOUT = 30.0
"""Seconds for the whole of a page, the look-up of its name and redirects included."""
LARGEST_PAGE = 10_000_000
MOST_REDIRECTS = 5
ROBOT_NAME = "onrecord"
"""What it calls itself to servers, and looks for in robots.txt."""
DEFAULT_RETRY_DELAY = 60.0
"""Seconds for which a host is left alone that says "too many requests" (429) and not for how long."""
_FORBIDDEN_STATUSES = {401, 403, 451}
_RETRY_STATUSES = {408, 425, 429}
_FETCH_FAILED = "could not be fetched ({}): check the address and the network"
_PROJECT_URL = "https://pypi.org/project/onrecord/"
_LONGEST_VALIDATOR = 1000
"""A longer ETag is not kept: it would be sent back each time."""
HopResult = Union["Fetched", str]
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page's bytes, its address after redirects, and the encoding that its header names.

    etag, modified: its ETag and Last-Modified. unchanged: it has not changed since the visit told of; data is empty.
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
) -> Fetched:
    """Get a page. UnreadableError, with what to do, where that fails or is not allowed; LaterError where that may pass.

    last: the visit before; where nothing has changed since, the answer says so. before: called with each address, those
    of redirects too, before it is asked; it may wait (that time does not count) or raise.
    """
    import httpx

    left, headers = (
        TIMEOUT,
        {"User-Agent": f"{ROBOT_NAME}/{_get_version()} (+{_PROJECT_URL})"} | _build_conditional_headers(last),
    )
    with httpx.Client(timeout=httpx.Timeout(10.0), trust_env=allow_private, headers=headers) as client:
        for _ in range(MOST_REDIRECTS + 1):
            before(url)
            start = time.monotonic()
            answer = _run_with_deadline(
                partial(_request_hop, client, url, deadline=start + left, allow_private=allow_private), left
            )
            left -= time.monotonic() - start
            if isinstance(answer, Fetched):
                return _restore_validators(answer, last) if answer.unchanged else answer
            url = answer
    raise UnreadableError(f"redirects more than {MOST_REDIRECTS} times: open it in a browser and save the page")


def _build_conditional_headers(last: CacheValidators | None) -> dict[str, str]:
    """The headers that ask for a page only if it has changed."""
    asked = {"If-None-Match": last.etag, "If-Modified-Since": last.modified} if last else {}
    return {name: value for name, value in asked.items() if value}


def _restore_validators(answer: Fetched, last: CacheValidators | None) -> Fetched:
    """An answer of 304: what it leaves out of ETag and Last-Modified is what it was."""
    if last is None:
        raise LaterError("answered 304 Not Modified though it was asked for all: try again later")
    return replace(answer, etag=answer.etag or last.etag, modified=answer.modified or last.modified)


def _run_with_deadline(work: Callable[[], HopResult], seconds: float) -> HopResult:
    """What `work` comes to, within so many seconds.

    In a thread, since no timeout of httpx's bounds the look-up of a name, or headers that come a byte at a time.
    """
    done: queue.SimpleQueue[HopResult | Exception] = queue.SimpleQueue()

    def run() -> None:
        try:
            done.put(work())
        except Exception as error:
            done.put(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        found = done.get(timeout=max(0.0, seconds))
    except queue.Empty:
        raise _build_timeout_error() from None
    if isinstance(found, Exception):
        raise found
    return found


def _build_timeout_error() -> LaterError:
    return LaterError(f"gave no whole answer within {TIMEOUT:g} seconds: try again later")


def _request_hop(client: "httpx.Client", url: str, *, deadline: float, allow_private: bool) -> HopResult:
    """One request: the page, or the address that it redirects to, which is checked like the first."""
    import httpx

    try:
        return _request_any_address(client, httpx.URL(url), deadline=deadline, allow_private=allow_private)
    except httpx.TimeoutException:
        raise _build_timeout_error() from None
    except httpx.HTTPError as error:
        raise LaterError(_FETCH_FAILED.format(_describe_error(error))) from None
    except (httpx.InvalidURL, httpx.CookieConflict) as error:
        raise UnreadableError(_FETCH_FAILED.format(_describe_error(error))) from None


def _get_version() -> str:
    try:
        return metadata.version("onrecord")
    except metadata.PackageNotFoundError:
        return "0"


def _request_any_address(
    client: "httpx.Client", url: "httpx.URL", *, deadline: float, allow_private: bool
) -> HopResult:
    """One request: the page, or the address that it redirects to. Of a host's addresses the first that answers."""
    import httpx

    if url.scheme not in {"http", "https"} or not url.host:
        raise UnreadableError(f"is no web address ({url}): it must begin with http:// or https://")
    addresses = [None] if allow_private else _resolve_public_addresses(url)
    for address in addresses[:-1]:
        try:
            return _request(client, url, address=address, deadline=deadline)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            continue
    return _request(client, url, address=addresses[-1], deadline=deadline)


def _request(client: "httpx.Client", url: "httpx.URL", *, address: str | None, deadline: float) -> HopResult:
    """One request to `address`, the very one that was checked: the name is not looked up anew in between."""
    headers, extensions, target = {}, {}, url
    if address:
        headers["Host"] = url.netloc.decode("ascii")
        extensions["sni_hostname"] = url.raw_host.decode("ascii")
        target = url.copy_with(host=address)
    with client.stream("GET", target, headers=headers, extensions=extensions) as answer:
        if answer.has_redirect_location:
            return _join_redirect(str(url), answer.headers["Location"])
        etag, modified = _get_validator(answer, "ETag"), _get_validator(answer, "Last-Modified")
        if answer.status_code == 304:
            return Fetched(b"", str(url), None, etag, modified, unchanged=True)
        if answer.status_code != 200:
            raise _build_status_error(answer)
        return Fetched(_read_body(answer, deadline), str(url), answer.charset_encoding, etag, modified)


def _get_validator(answer: "httpx.Response", name: str) -> str | None:
    """A header that is to be sent back as it came; None where it could not be."""
    value: str = answer.headers.get(name, "")
    return value if value.isascii() and value.isprintable() and 0 < len(value) <= _LONGEST_VALIDATOR else None


def _join_redirect(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        raise UnreadableError(f"redirects to what is no address ({location:.80}): check the address") from None


def _build_status_error(answer: "httpx.Response") -> UnreadableError:
    told = f"answered {answer.status_code} {answer.reason_phrase}"
    if answer.status_code in _RETRY_STATUSES or answer.is_server_error:
        wait = _parse_retry_after(answer.headers.get("Retry-After", ""))
        return LaterError(
            f"{told}: try again later", wait=DEFAULT_RETRY_DELAY if wait is None and answer.status_code == 429 else wait
        )
    advice = (
        "open it in a browser and save the page" if answer.status_code in _FORBIDDEN_STATUSES else "check the address"
    )
    return UnreadableError(f"{told}: {advice}")


def _parse_retry_after(told: str) -> float | None:
    """The seconds of a Retry-After, which gives them or a moment; None where it is neither."""
    if told.strip().isdecimal():
        return float(told)
    try:
        return max(0.0, (parsedate_to_datetime(told).astimezone(UTC) - datetime.now(UTC)).total_seconds())
    except (ValueError, OverflowError):
        return None


def _read_body(answer: "httpx.Response", deadline: float) -> bytes:
    data = bytearray()
    for chunk in answer.iter_bytes():
        data += chunk
        if len(data) > LARGEST_PAGE:
            raise UnreadableError(f"is larger than {LARGEST_PAGE / 1e6:g} MB: save the page and read the file")
        if time.monotonic() > deadline:
            raise _build_timeout_error()
    return bytes(data)


def _resolve_public_addresses(url: "httpx.URL") -> list[str]:
    """The addresses of the URL's host; UnreadableError where it has none, or one that is not on the public internet."""
    host = url.raw_host.decode("ascii").strip("[]")
    try:
        found = socket.getaddrinfo(host, url.port or (443 if url.scheme == "https" else 80), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, OverflowError):
        raise LaterError(f"could not be fetched (no such host: {host}): check the address") from None
    addresses = list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
    for address in addresses:
        if not _is_public(address):
            raise UnreadableError(
                f"leads to a private address ({host}, {address}): use --allow-private if you trust it"
            )
    return addresses


def _is_public(address: str) -> bool:
    made = ipaddress.ip_address(address)
    if isinstance(made, ipaddress.IPv6Address):
        within = (
            made.ipv4_mapped or made.sixtofour or (made in _NAT64 and ipaddress.IPv4Address(int(made) & 0xFFFFFFFF))
        )
        if within:
            return _is_public(str(within))
        if made.is_site_local or made.teredo:
            return False
    return made.is_global and not made.is_multicast and not made.is_reserved


def _describe_error(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
