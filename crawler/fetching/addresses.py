"""Which hosts are no public ones, by their address alone. Pure: nothing is resolved."""

import socket
import unicodedata
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final, TypeAlias

IPAddress: TypeAlias = IPv4Address | IPv6Address

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
_NAMES: Final = ("localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback")


def is_private_address(address: IPAddress) -> bool:
    """Say whether an address is none of the public Internet's unicast addresses.

    Loopback, private, shared, link-local, documentation, reserved, multicast, unspecified and
    cloud metadata addresses are not; nor is an IPv6 address that stands for such an IPv4 one.
    """
    if isinstance(address, IPv6Address) and (inner := _embedded(address)) is not None:
        return is_private_address(inner)
    return (
        not address.is_global
        or address.is_multicast
        or address.is_reserved
        or any(address in network for network in _NOT_PUBLIC)
    )


def _embedded(address: IPv6Address) -> IPv4Address | None:
    if any(address in network for network in _LAST_BITS):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _6TO4:
        return IPv4Address(int(address) >> 80 & 0xFFFFFFFF)
    return None


def literal(host: str) -> IPAddress | None:
    """Read a host that is an address and no name, in any form a resolver would take for one.

    Decimal, octal, hexadecimal and shortened IPv4 (`2130706433`, `0177.1`, `0x7f.1`), IPv6 in
    brackets or bare, with a zone or without, full-width digits; None for a name.
    """
    host = unicodedata.normalize("NFKC", host).strip("[]").rstrip(".").partition("%")[0]
    try:
        return ip_address(host)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))
    except (OSError, UnicodeEncodeError, ValueError):
        return None


def is_private_name(host: str) -> bool:
    """Say whether a name means this machine by convention (RFC 6761): localhost and below it."""
    name = unicodedata.normalize("NFKC", host).rstrip(".").lower()
    return name in _NAMES or name.endswith((".localhost", ".localdomain"))


def is_private(host: str) -> bool:
    """Say whether a host, written as in a URL, is private without asking anyone."""
    address = literal(host)
    return not host or is_private_name(host) if address is None else is_private_address(address)
