"""The host of an address: its readable and its sendable form, its site, whether it is private."""

import ipaddress
import re
import unicodedata
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Final
from urllib.parse import unquote

import idna
import tldextract

_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST_AND_PORT = re.compile(r"(\[[^\[\]]*\]|[^:\[\]]*)(?::([0-9]{0,5}))?")
# What a name may hold once in ASCII: `_` is no letter of host names, but some outlets have it.
_ASCII_HOST_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_IPV4_PART = re.compile(r"0x[0-9a-f]*|[0-9]+")
# The list shipped with tldextract; never the network, nothing written.
_tld_extractor = tldextract.TLDExtract(
    suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True
)

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@lru_cache(maxsize=4096)
def to_canonical_host(netloc: str, scheme: str) -> str | None:
    """Return host and port in canonical form, None where there is no host to send to.

    Lower case, IDNA as Unicode, no trailing dot, no default port, addresses compressed.
    Credentials, ports out of range and what can be no name give None.
    """
    found = _HOST_AND_PORT.fullmatch(netloc)
    if not found:
        return None
    host, port = _normalise_host_name(found[1]), int(found[2] or _DEFAULT_PORTS[scheme])
    if not host or not 0 < port < 65536:
        return None
    return host if port == _DEFAULT_PORTS[scheme] else f"{host}:{port}"


@lru_cache(maxsize=4096)
def to_ascii_host(netloc: str) -> str:
    """Return host and port in ASCII. `netloc` is as `readable` gives it."""
    if netloc.isascii():
        return netloc
    host, colon, port = netloc.partition(":")
    return ".".join(map(_encode_label, host.split("."))) + colon + port


@lru_cache(maxsize=4096)
def get_host_site(netloc: str) -> str:
    """Return the registrable domain of a readable netloc; host and port where there is none."""
    host = netloc.rpartition(":")[0] if re.search(r":[0-9]+\Z", netloc) else netloc
    if parse_ip_address(host):
        return netloc
    return _tld_extractor(host).top_domain_under_public_suffix or netloc


def parse_ip_address(host: str) -> IPAddress | None:
    """Return the IP address `host` is, in any notation clients accept; None for a name."""
    try:
        if host.startswith("["):
            return ipaddress.IPv6Address(host[1:-1])
        return ipaddress.IPv6Address(host) if ":" in host else _parse_ipv4(host)
    except ValueError:
        return None


def is_private_host(host: str) -> bool:
    """Return whether `host` is literally an address of no public network, or localhost.

    Private, loopback, link-local, reserved, multicast and unspecified addresses, also as IPv6
    notations of IPv4 ones and in the odd notations clients accept (127.1, 0x7f000001). No DNS.
    """
    host = host.strip().lower().rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    found = parse_ip_address(host)
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or _find_nat64_ipv4(found)
        found = inner or found
    return found is not None and (not found.is_global or found.is_multicast)


def _normalise_host_name(host: str) -> str | None:
    if host.startswith("["):
        found = parse_ip_address(host)
        return f"[{found}]" if found else None
    try:
        labels = _split_labels(unquote(host).lower())
    except (idna.IDNAError, UnicodeError):
        return None
    if not _ASCII_HOST_NAME.fullmatch(".".join(labels)):
        return None
    found = parse_ip_address(".".join(labels))
    return str(found) if found else ".".join(map(_decode_label, labels))


def _split_labels(host: str) -> list[str]:
    """Return the labels in ASCII, mapped as UTS 46 says (width, dots), without the root."""
    if not host.isascii():
        host = idna.uts46_remap(host, std3_rules=False)
    return [_encode_label(label) for label in host.removesuffix(".").split(".")]


def _encode_label(label: str) -> str:
    return label if label.isascii() else idna.alabel(label).decode()


def _decode_label(label: str) -> str:
    """Return the letters of an `xn--` label where they lead back to it, else the label."""
    if not label.startswith("xn--"):
        return label
    try:
        letters = idna.ulabel(label)
        return letters if _encode_label(letters) == label else label
    except (idna.IDNAError, UnicodeError):
        return label


def _parse_ipv4(host: str) -> ipaddress.IPv4Address | None:
    """Read one to four numbers, decimal, octal or hexadecimal, as the URL standard does."""
    parts = host.split(".")
    if len(parts) > 4 or not all(map(_IPV4_PART.fullmatch, parts)):
        return None
    *leading, last = map(_parse_ipv4_part, parts)
    if any(part > 255 for part in leading) or last >= 256 ** (4 - len(leading)):
        return None
    return ipaddress.IPv4Address(
        sum(part << 8 * (3 - at) for at, part in enumerate(leading)) + last
    )


def _parse_ipv4_part(part: str) -> int:
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8) if part.startswith("0") and part.isascii() and len(part) > 1 else int(part)


def _find_nat64_ipv4(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address inside a well-known NAT64 one (64:ff9b::/96, RFC 6052)."""
    in_range = ip in ipaddress.IPv6Network("64:ff9b::/96")
    return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if in_range else None


# FOLDED from crawler.fetching.addresses: Which hosts are no public ones, by their address alone.
# Pure: nothing is resolved.


# Networks that carry an IPv4 address in their last 32 bits, or in the 32 bits after 2002:.
_IPV4_IN_LAST_BITS: Final = (
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
_LOCAL_NAMES: Final = ("localhost", "ip6-localhost", "ip6-loopback")


def is_private_ip(ip: IPAddress) -> bool:
    """Say whether an address is none of the public Internet's unicast addresses.

    Loopback, private, shared, link-local, documentation, reserved, multicast, unspecified and
    cloud metadata addresses are not; nor is an IPv6 address that stands for such an IPv4 one.
    """
    if isinstance(ip, IPv6Address) and (inner := _find_embedded_ipv4(ip)) is not None:
        return is_private_ip(inner)
    return (
        not ip.is_global
        or ip.is_multicast
        or ip.is_reserved
        or any(ip in network for network in _NOT_PUBLIC)
    )


def _find_embedded_ipv4(ip: IPv6Address) -> IPv4Address | None:
    if any(ip in network for network in _IPV4_IN_LAST_BITS):
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip in _6TO4:
        return IPv4Address(int(ip) >> 80 & 0xFFFFFFFF)
    return None


def is_non_public_host(host: str) -> bool:
    """Say whether a host, written as in a URL, is private without asking anyone.

    An address counts in every form a resolver would take for one: decimal, octal, hexadecimal and
    shortened IPv4 (`2130706433`, `0177.1`, `0x7f.1`), IPv6 in brackets or bare, full-width digits.
    A name counts that means this machine (RFC 6761): localhost and all below it. So does no host.
    """
    host = unicodedata.normalize("NFKC", host).replace("。", ".").lower().rstrip(".")
    found = parse_ip_address(host)
    if found is not None:
        return is_private_ip(found)
    return not host or host in _LOCAL_NAMES or host.endswith((".localhost", ".localdomain"))
