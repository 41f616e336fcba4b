"""Which addresses are on the public internet: the registries' blocks, and what carries an IPv4 address."""

import ipaddress
import tomllib
from importlib.resources import files

import pytest

from onrecord.reading import addresses

LISTS = tomllib.loads((files("onrecord.reading") / "special_addresses.toml").read_text("utf-8"))

PUBLIC = [
    "93.184.216.34",
    "192.0.1.0",
    "192.88.98.255",
    "198.17.255.255",
    "223.255.255.255",
    "2606:2800:220:1::1",
    "2001:200::1",
    "3fff:1000::1",
    # They carry a public address.
    "64:ff9b::5db8:d822",
    "::ffff:93.184.216.34",
    "2002:5db8:d822::1",
]
PRIVATE = [
    # Metadata and relays, which ipaddress of Python 3.11.7 takes for public.
    "192.0.0.192",
    "192.88.99.1",
    "3fff::1",
    "127.0.0.1",
    "100.64.0.1",
    "172.31.255.255",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "fe80::1",
    "fec0::1",
    "fd00::1",
    "ff02::1",
    "100::1",
    "100:0:0:1::1",
    "5f00::1",
    "4000::1",
    # Teredo, and an anycast address of a protocol.
    "2001::1",
    "2001:1::1",
    # They carry a private address.
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "2002:7f00:1::",
    "2002:c0a8:101:9::1",
    "64:ff9b::7f00:1",
    "64:ff9b::c000:c0",
    "64:ff9b:1::5db8:d822",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert addresses.is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not addresses.is_public(address)


@pytest.mark.parametrize("block", [*LISTS["ipv4"], *LISTS["ipv6"]])
def test_a_block_is_refused_from_its_first_address_to_its_last(block: str) -> None:
    network = ipaddress.ip_network(block)
    assert not addresses.is_public(str(network[0]))
    assert not addresses.is_public(str(network[-1]))
