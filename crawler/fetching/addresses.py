"""Which hosts are no public ones, by their address alone. Pure: nothing is resolved."""

import unicodedata
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Final

from crawler.hosts import Address, address

# Networks that carry an IPv4 address in their last 32 bits, or in the 32 bits after 2002:.
_LAST_BITS: Final = (
    IPv6Network("::/96"),  # IPv4-compatible, RFC 4291
    IPv6Network("::ffff:0:0/96"),  # IPv4-mapped, RFC 4291
    IPv6Network("::ffff:0:0:0/96"),  # IPv4-translated, RFC 2765
    IPv6Network("64:ff9b::/96"),  # NAT64, RFC 6052
)
_6TO4: Final = IPv6Network("2002::/16")  # RFC 3056
# What ipaddress counts among the global ones, in all or some versions of Python.
_NOT_PUBLIC: Final = (
    IPv4Network("192.0.0.0/24"),  # protocol assignments, RFC 6890; metadata of a cloud among them
    IPv4Network("192.88.99.0/24"),  # 6to4 relays, RFC 7526
    IPv4Network("168.63.129.16/32"),  # the host of a cloud's virtual machine
    IPv6Network("64:ff9b:1::/48"),  # local NAT64, RFC 8215
    IPv6Network("fec0::/10"),  # site-local, RFC 3879
)
_NAMES: Final = ("localhost", "ip6-localhost", "ip6-loopback")


def is_private_address(ip: Address) -> bool:
    """Say whether an address is none of the public Internet's unicast addresses.

    Loopback, private, shared, link-local, documentation, reserved, multicast, unspecified and
    cloud metadata addresses are not; nor is an IPv6 address that stands for such an IPv4 one.
    """
    if isinstance(ip, IPv6Address) and (inner := _embedded(ip)) is not None:
        return is_private_address(inner)
    return (
        not ip.is_global
        or ip.is_multicast
        or ip.is_reserved
        or any(ip in network for network in _NOT_PUBLIC)
    )


def _embedded(ip: IPv6Address) -> IPv4Address | None:
    if any(ip in network for network in _LAST_BITS):
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip in _6TO4:
        return IPv4Address(int(ip) >> 80 & 0xFFFFFFFF)
    return None


def is_private(host: str) -> bool:
    """Say whether a host, written as in a URL, is private without asking anyone.

    An address counts in every form a resolver would take for one: decimal, octal, hexadecimal and
    shortened IPv4 (`2130706433`, `0177.1`, `0x7f.1`), IPv6 in brackets or bare, full-width digits.
    A name counts that means this machine (RFC 6761): localhost and all below it. So does no host.
    """
    host = unicodedata.normalize("NFKC", host).replace("。", ".").lower().rstrip(".")
    found = address(host)
    if found is not None:
        return is_private_address(found)
    return not host or host in _NAMES or host.endswith((".localhost", ".localdomain"))
