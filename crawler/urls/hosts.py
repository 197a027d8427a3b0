"""Hosts of addresses: canonical and ASCII form, registrable domain, private hosts. Pure.

No name is resolved and no list is fetched.
"""

import ipaddress
import re
import unicodedata
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Final
from urllib.parse import unquote

import idna
import tldextract

_PORT = re.compile(r":[0-9]+\Z")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST_AND_PORT = re.compile(r"(\[[^\[\]]*\]|[^:\[\]]*)(?::([0-9]{0,5}))?")
# A host name in ASCII: `_` is not allowed in one, but some outlets have it.
_ASCII_HOST_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_IPV4_PART = re.compile(r"0x[0-9a-f]*|[0-9]+")
# The list shipped with tldextract: nothing is fetched or written.
_tld_extractor = tldextract.TLDExtract(
    suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True
)
# IPv6 networks that carry an IPv4 address in their last 32 bits.
_IPV4_IN_LAST_BITS: Final = (
    IPv6Network("::/96"),  # IPv4-compatible, RFC 4291
    IPv6Network("::ffff:0:0/96"),  # IPv4-mapped, RFC 4291
    IPv6Network("::ffff:0:0:0/96"),  # IPv4-translated, RFC 2765
    IPv6Network("64:ff9b::/96"),  # NAT64, RFC 6052
)
# 6to4 addresses carry an IPv4 address in the 32 bits after the prefix (RFC 3056).
_6TO4: Final = IPv6Network("2002::/16")
# Networks that ipaddress takes for global, in all or some versions of Python.
_NOT_PUBLIC: Final = (
    IPv4Network("192.0.0.0/24"),  # protocol assignments, RFC 6890; metadata of a cloud among them
    IPv4Network("192.88.99.0/24"),  # 6to4 relays, RFC 7526
    IPv4Network("168.63.129.16/32"),  # the host of a cloud's virtual machine
    IPv6Network("64:ff9b:1::/48"),  # local NAT64, RFC 8215
    IPv6Network("fec0::/10"),  # site-local, RFC 3879
)
_LOCAL_NAMES: Final = ("localhost", "ip6-localhost", "ip6-loopback")

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@lru_cache(maxsize=4096)
def to_canonical_host(netloc: str, scheme: str) -> str | None:
    """Return host and port in canonical form; None for no valid host.

    Lower case, IDNA as Unicode, no trailing dot, no default port, addresses compressed.
    Credentials, ports out of range and impossible names give None.
    """
    match = _HOST_AND_PORT.fullmatch(netloc)
    if not match:
        return None
    host, port = _normalise_host_name(match[1]), int(match[2] or _DEFAULT_PORTS[scheme])
    if not host or not 0 < port < 65536:
        return None
    return host if port == _DEFAULT_PORTS[scheme] else f"{host}:{port}"


@lru_cache(maxsize=4096)
def to_ascii_host(netloc: str) -> str:
    """Return host and port in ASCII. `netloc` is in canonical form."""
    if netloc.isascii():
        return netloc
    host, colon, port = netloc.partition(":")
    return ".".join(map(_encode_label, host.split("."))) + colon + port


@lru_cache(maxsize=4096)
def get_host_site(netloc: str) -> str:
    """Return the registrable domain of a canonical netloc; the netloc where there is none."""
    host = _PORT.sub("", netloc)
    if parse_ip_address(host):
        return netloc
    return _tld_extractor(host).top_domain_under_public_suffix or netloc


def has_port(netloc: str) -> bool:
    """Say whether a canonical netloc names a port."""
    return _PORT.search(netloc) is not None


def is_host_on_domain(netloc: str, domain: str) -> bool:
    """Say whether a canonical netloc ("www.example.com:8080") is `domain` or below it.

    A domain with a port counts for that port only, one without a port for every port.
    """
    host = _PORT.sub("", netloc) if not has_port(domain) else netloc
    return host == domain or host.endswith(f".{domain}")


def parse_ip_address(host: str) -> IPAddress | None:
    """Return the IP address `host` is, in any notation clients accept; None for a name."""
    try:
        if host.startswith("["):
            return ipaddress.IPv6Address(host[1:-1])
        return ipaddress.IPv6Address(host) if ":" in host else _parse_ipv4(host)
    except ValueError:
        return None


def is_private_host(host: str) -> bool:
    """Say whether a host, written as in a URL, is private. Nothing is resolved.

    IP addresses count in every form a resolver accepts: decimal, octal, hexadecimal and shortened
    IPv4 (`2130706433`, `0177.1`, `0x7f.1`), IPv6 in brackets or bare, full-width digits. Names of
    this machine (RFC 6761) count, localhost and all names below it, and so does an empty host.
    """
    host = unicodedata.normalize("NFKC", host).replace("。", ".").lower().rstrip(".")
    ip = parse_ip_address(host)
    if ip is not None:
        return is_private_ip(ip)
    return not host or host in _LOCAL_NAMES or host.endswith((".localhost", ".localdomain"))


def is_private_ip(ip: IPAddress) -> bool:
    """Say whether an IP address is not a unicast address of the public Internet.

    Loopback, private, shared, link-local, documentation, reserved, multicast, unspecified and cloud
    metadata addresses are not, nor are IPv6 addresses that carry such an IPv4 one.
    """
    if isinstance(ip, IPv6Address) and (ipv4 := _find_embedded_ipv4(ip)) is not None:
        return is_private_ip(ipv4)
    return (
        not ip.is_global
        or ip.is_multicast
        or ip.is_reserved
        or any(ip in network for network in _NOT_PUBLIC)
    )


def _normalise_host_name(host: str) -> str | None:
    if host.startswith("["):
        ip = parse_ip_address(host)
        return f"[{ip}]" if ip else None
    try:
        labels = _split_labels(unquote(host).lower())
    except (idna.IDNAError, UnicodeError):
        return None
    if not _ASCII_HOST_NAME.fullmatch(".".join(labels)):
        return None
    ip = parse_ip_address(".".join(labels))
    return str(ip) if ip else ".".join(map(_decode_label, labels))


def _split_labels(host: str) -> list[str]:
    """Return the labels in ASCII, mapped as UTS 46 says (width, dots), without the root."""
    if not host.isascii():
        host = idna.uts46_remap(host, std3_rules=False)
    return [_encode_label(label) for label in host.removesuffix(".").split(".")]


def _encode_label(label: str) -> str:
    return label if label.isascii() else idna.alabel(label).decode()


def _decode_label(label: str) -> str:
    """Return the Unicode form of an `xn--` label where it encodes back to it, else the label."""
    if not label.startswith("xn--"):
        return label
    try:
        decoded = idna.ulabel(label)
        return decoded if _encode_label(decoded) == label else label
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
        sum(part << 8 * (3 - index) for index, part in enumerate(leading)) + last
    )


def _parse_ipv4_part(part: str) -> int:
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8) if part.startswith("0") and part.isascii() and len(part) > 1 else int(part)


def _find_embedded_ipv4(ip: IPv6Address) -> IPv4Address | None:
    if any(ip in network for network in _IPV4_IN_LAST_BITS):
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip in _6TO4:
        return IPv4Address(int(ip) >> 80 & 0xFFFFFFFF)
    return None
