"""Which IP addresses are on the public internet, and those of a host. The list is special_addresses.toml."""

import ipaddress
import socket
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.errors import LaterError, UnreadableError

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def resolve_public_addresses(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host; raise UnreadableError if one of them is not on the public internet."""
    try:
        entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, OverflowError):
        raise LaterError(f"could not be fetched (no such host: {host}): check the address") from None
    addresses = list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in entries))
    for address in addresses:
        if not is_public(address):
            raise UnreadableError(
                f"leads to a private address ({host}, {address}): use --allow-private if you trust it"
            )
    return addresses


def is_public(address: str) -> bool:
    """Return whether an IP address is on the public internet; of an IPv6 address that carries IPv4, the inner one."""
    ip: _Address = ipaddress.ip_address(address)
    for network in _load_carriers():
        if ip in network:
            # The IPv4 address follows the prefix: at the end of a /96, in the middle of 6to4's /16.
            ip = ipaddress.IPv4Address(int(ip) >> (96 - network.prefixlen) & 0xFFFFFFFF)
            break
    if isinstance(ip, ipaddress.IPv6Address) and ip not in ipaddress.ip_network(_load_lists()["unicast"]):
        return False
    return not any(ip in network for network in _load_special_networks())


@cache
def _load_lists() -> dict[str, Any]:
    return tomllib.loads((files("onrecord.reading") / "special_addresses.toml").read_text("utf-8"))


@cache
def _load_carriers() -> tuple[_Network, ...]:
    return tuple(ipaddress.ip_network(block) for block in _load_lists()["carriers"])


@cache
def _load_special_networks() -> tuple[_Network, ...]:
    lists = _load_lists()
    return tuple(ipaddress.ip_network(block) for block in (*lists["ipv4"], *lists["ipv6"]))
