"""Pages by their address, politely and safely: limits on time, size and redirects, no private addresses."""

import ipaddress
import queue
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from onrecord.errors import UnreadableError

if TYPE_CHECKING:
    import httpx

TIMEOUT = 30.0
"""Seconds for the whole of a page, the look-up of its name and redirects included."""
MOST_BYTES = 10_000_000
MOST_REDIRECTS = 5
_ADVICE = {401: "save the page", 403: "save the page", 429: "later", 451: "save the page"}
_HOME = "https://pypi.org/project/onrecord/"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page's bytes, its address after redirects, and the encoding that its header names."""

    data: bytes
    url: str
    encoding: str | None


def fetch(url: str, *, allow_private: bool = False) -> Fetched:
    """Get a page. UnreadableError, with what to do, where that fails or is not allowed."""
    return _in_time(lambda: _follow(url, allow_private=allow_private))


def _in_time(work: Callable[[], Fetched]) -> Fetched:
    """What `work` comes to, within TIMEOUT.

    In a thread, since no timeout of httpx's bounds the look-up of a name, or headers that come a byte at a time.
    """
    done: queue.SimpleQueue[Fetched | Exception] = queue.SimpleQueue()

    def run() -> None:
        try:
            done.put(work())
        except Exception as error:
            done.put(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        found = done.get(timeout=TIMEOUT)
    except queue.Empty:
        raise _too_slow() from None
    if isinstance(found, Exception):
        raise found
    return found


def _too_slow() -> UnreadableError:
    return UnreadableError(f"gave no whole answer within {TIMEOUT:g} seconds: try again later")


def _follow(url: str, *, allow_private: bool) -> Fetched:
    """The page, after redirects, each of which is checked like the first address."""
    import httpx

    deadline, headers = time.monotonic() + TIMEOUT, {"User-Agent": f"onrecord/{_version()} (+{_HOME})"}
    try:
        with httpx.Client(timeout=httpx.Timeout(10.0), trust_env=allow_private, headers=headers) as client:
            for _ in range(MOST_REDIRECTS + 1):
                answer = _ask(client, httpx.URL(url), deadline=deadline, allow_private=allow_private)
                if isinstance(answer, Fetched):
                    return answer
                url = answer
    except httpx.TimeoutException:
        raise _too_slow() from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.CookieConflict) as error:
        raise UnreadableError(f"could not be fetched ({_plain(error)}): check the address and the network") from None
    raise UnreadableError(f"redirects more than {MOST_REDIRECTS} times: open it in a browser and save the page")


def _version() -> str:
    try:
        return metadata.version("onrecord")
    except metadata.PackageNotFoundError:
        return "0"


def _ask(client: "httpx.Client", url: "httpx.URL", *, deadline: float, allow_private: bool) -> Fetched | str:
    """One request: the page, or the address that it redirects to. Of a host's addresses the first that answers."""
    import httpx

    if url.scheme not in {"http", "https"} or not url.host:
        raise UnreadableError(f"is no web address ({url}): it must begin with http:// or https://")
    addresses = [None] if allow_private else _public_addresses(url)
    for address in addresses[:-1]:
        try:
            return _get(client, url, address=address, deadline=deadline)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            continue
    return _get(client, url, address=addresses[-1], deadline=deadline)


def _get(client: "httpx.Client", url: "httpx.URL", *, address: str | None, deadline: float) -> Fetched | str:
    """One request to `address`, the very one that was checked: the name is not looked up anew in between."""
    headers, extensions, target = {}, {}, url
    if address:
        headers["Host"] = url.netloc.decode("ascii")
        extensions["sni_hostname"] = url.raw_host.decode("ascii")
        target = url.copy_with(host=address)
    with client.stream("GET", target, headers=headers, extensions=extensions) as answer:
        if answer.has_redirect_location:
            return _joined(str(url), answer.headers["Location"])
        if answer.status_code != 200:
            raise UnreadableError(f"answered {answer.status_code} {answer.reason_phrase}: {_advice(answer)}")
        return Fetched(_body(answer, deadline), str(url), answer.charset_encoding)


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        raise UnreadableError(f"redirects to what is no address ({location:.80}): check the address") from None


def _advice(answer: "httpx.Response") -> str:
    kind = _ADVICE.get(answer.status_code, "later" if answer.is_server_error else "")
    if kind == "later":
        return "try again later"
    return "open it in a browser and save the page" if kind else "check the address"


def _body(answer: "httpx.Response", deadline: float) -> bytes:
    data = bytearray()
    for chunk in answer.iter_bytes():
        data += chunk
        if len(data) > MOST_BYTES:
            raise UnreadableError(f"is larger than {MOST_BYTES / 1e6:g} MB: save the page and read the file")
        if time.monotonic() > deadline:
            raise _too_slow()
    return bytes(data)


def _public_addresses(url: "httpx.URL") -> list[str]:
    """The addresses of the URL's host; UnreadableError where it has none, or one that is not on the public internet."""
    host = url.raw_host.decode("ascii").strip("[]")
    try:
        found = socket.getaddrinfo(host, url.port or (443 if url.scheme == "https" else 80), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, OverflowError):
        raise UnreadableError(f"could not be fetched (no such host: {host}): check the address") from None
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


def _plain(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
