"""Pages by their address, politely and safely: limits on time, size and redirects, no private addresses."""

import ipaddress
import socket
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from onrecord.errors import UnreadableError

if TYPE_CHECKING:
    import httpx

TIMEOUT = 30.0
"""Seconds for the whole of a page, redirects included."""
MOST_BYTES = 10_000_000
MOST_REDIRECTS = 5
_AGENT = "onrecord/0.1 (+https://pypi.org/project/onrecord/)"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page's bytes, its address after redirects, and the encoding that its header names."""

    data: bytes
    url: str
    encoding: str | None


def fetch(url: str, *, allow_private: bool = False) -> Fetched:
    """Get a page. UnreadableError, with what to do, where that fails or is not allowed."""
    import httpx

    deadline = time.monotonic() + TIMEOUT
    try:
        with httpx.Client(
            timeout=httpx.Timeout(10.0), trust_env=allow_private, headers={"User-Agent": _AGENT}
        ) as client:
            for _ in range(MOST_REDIRECTS + 1):
                answer = _ask(client, url, deadline, allow_private)
                if isinstance(answer, Fetched):
                    return answer
                url = answer
    except httpx.TimeoutException:
        raise UnreadableError("gave no answer in time: try again later") from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.CookieConflict) as error:
        raise UnreadableError(f"could not be fetched ({_plain(error)}): check the address and the network") from None
    raise UnreadableError(f"redirects more than {MOST_REDIRECTS} times: open it in a browser and save the page")


def _ask(client: "httpx.Client", url: str, deadline: float, allow_private: bool) -> Fetched | str:
    """One request: the page, or the address that it redirects to.

    The connection goes to the very address that was checked, so that a name cannot be looked up anew in between.
    """
    import httpx

    target = httpx.URL(url)
    headers, extensions = {}, {}
    if not allow_private:
        address = _public_address(url)
        headers["Host"] = target.netloc.decode("ascii")
        extensions["sni_hostname"] = target.raw_host.decode("ascii")
        target = target.copy_with(host=address)
    elif target.scheme not in {"http", "https"}:
        raise UnreadableError("is no web address: it must begin with http:// or https://")
    with client.stream("GET", target, headers=headers, extensions=extensions) as answer:
        if answer.has_redirect_location:
            return str(urljoin(url, answer.headers["Location"]))
        if answer.status_code >= 400:
            raise UnreadableError(f"answered {answer.status_code} {answer.reason_phrase}: check the address")
        data = bytearray()
        for chunk in answer.iter_bytes():
            data += chunk
            if len(data) > MOST_BYTES:
                raise UnreadableError(f"is larger than {MOST_BYTES // 1_000_000} MB: save the page and read the file")
            if time.monotonic() > deadline:
                raise UnreadableError(f"took longer than {TIMEOUT:.0f} seconds: try again later")
        return Fetched(bytes(data), url, answer.charset_encoding)


def _public_address(url: str) -> str:
    """An address of the URL's host, checked to be on the public internet."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UnreadableError(f"is no web address ({url}): it must begin with http:// or https://")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, ValueError):
        raise UnreadableError(f"could not be fetched (no such host: {parts.hostname}): check the address") from None
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    for address in addresses:
        if not _is_public(address):
            raise UnreadableError(
                f"leads to a private address ({parts.hostname}, {address}): use --allow-private if you trust it"
            )
    return addresses[0]


def _is_public(address: str) -> bool:
    made = ipaddress.ip_address(address)
    mapped = getattr(made, "ipv4_mapped", None)
    return (mapped or made).is_global and not made.is_multicast


def _plain(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
