"""Fetch pages safely: limits on time, size and redirects, no private addresses (SSRF)."""

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
"""Seconds for a whole page, including DNS and redirects."""
LARGEST_PAGE = 10_000_000
"""Bytes; an article's page rarely has one million."""
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
HopResult = Union["Fetched", str]
# IPv6 addresses that carry an IPv4 address (RFC 6052): the inner one decides whether it is public.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


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
) -> Fetched:
    """Fetch a page; raise UnreadableError if that fails or is not allowed, LaterError if a later try may succeed.

    last: the validators of the last response, for a conditional request. before: called with each address, also of
    redirects, before it is requested; it may wait (that time does not count) or raise.
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
    """Return the headers of a conditional request."""
    headers = {"If-None-Match": last.etag, "If-Modified-Since": last.modified} if last else {}
    return {name: value for name, value in headers.items() if value}


def _restore_validators(answer: Fetched, last: CacheValidators | None) -> Fetched:
    """Return a 304 response with the ETag and Last-Modified of the last one where it leaves them out."""
    if last is None:
        raise LaterError("answered 304 Not Modified to an unconditional request: try again later")
    return replace(answer, etag=answer.etag or last.etag, modified=answer.modified or last.modified)


def _run_with_deadline(work: Callable[[], HopResult], seconds: float) -> HopResult:
    """Return the result of `work`; raise LaterError if it takes longer than `seconds`.

    It runs in a thread, because no timeout of httpx bounds DNS, or headers that arrive one byte at a time.
    """
    done: queue.SimpleQueue[HopResult | Exception] = queue.SimpleQueue()

    def run() -> None:
        try:
            done.put(work())
        except Exception as error:
            done.put(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        result = done.get(timeout=max(0.0, seconds))
    except queue.Empty:
        raise _build_timeout_error() from None
    if isinstance(result, Exception):
        raise result
    return result


def _build_timeout_error() -> LaterError:
    return LaterError(f"gave no complete response within {TIMEOUT:g} seconds: try again later")


def _request_hop(client: "httpx.Client", url: str, *, deadline: float, allow_private: bool) -> HopResult:
    """Make one request; return the page, or the address that it redirects to. Errors of httpx become ours."""
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
    """Make one request to the first of the host's addresses that answers, after checking that all are public."""
    import httpx

    if url.scheme not in {"http", "https"} or not url.host:
        raise UnreadableError(f"is not a web address ({url}): it must begin with http:// or https://")
    addresses = [None] if allow_private else _resolve_public_addresses(url)
    # Hosts with IPv4 and IPv6 often answer on one of them only.
    for address in addresses[:-1]:
        try:
            return _request(client, url, address=address, deadline=deadline)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            continue
    return _request(client, url, address=addresses[-1], deadline=deadline)


def _request(client: "httpx.Client", url: "httpx.URL", *, address: str | None, deadline: float) -> HopResult:
    """Make one request to `address`, the one that was checked: a second DNS look-up could return a private one."""
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
    """Return a validator header that can be sent back unchanged; None if it cannot."""
    value: str = answer.headers.get(name, "")
    return value if value.isascii() and value.isprintable() and 0 < len(value) <= _LONGEST_VALIDATOR else None


def _join_redirect(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        raise UnreadableError(f"redirects to an invalid address ({location:.80}): check the address") from None


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
    data = bytearray()
    for chunk in answer.iter_bytes():
        data += chunk
        if len(data) > LARGEST_PAGE:
            raise UnreadableError(f"is larger than {LARGEST_PAGE / 1e6:g} MB: save the page and read the file")
        if time.monotonic() > deadline:
            raise _build_timeout_error()
    return bytes(data)


def _resolve_public_addresses(url: "httpx.URL") -> list[str]:
    """Return the IP addresses of the URL's host; raise UnreadableError if one is not on the public internet."""
    host = url.raw_host.decode("ascii").strip("[]")
    try:
        entries = socket.getaddrinfo(host, url.port or (443 if url.scheme == "https" else 80), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, OverflowError):
        raise LaterError(f"could not be fetched (no such host: {host}): check the address") from None
    addresses = list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in entries))
    for address in addresses:
        if not _is_public(address):
            raise UnreadableError(
                f"leads to a private address ({host}, {address}): use --allow-private if you trust it"
            )
    return addresses


def _is_public(address: str) -> bool:
    """Return whether an IP address is on the public internet; of an IPv6 address that embeds IPv4, the inner one."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        within = ip.ipv4_mapped or ip.sixtofour or (ip in _NAT64 and ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        if within:
            return _is_public(str(within))
        if ip.is_site_local or ip.teredo:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _describe_error(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
