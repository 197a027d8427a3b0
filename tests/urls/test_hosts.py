"""Hosts: their site, and private hosts."""

import pytest

from crawler.urls.canonical_form import get_site, is_same_site
from crawler.urls.hosts import is_private_host


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("www.alarab.co.uk", "alarab.co.uk"),
        ("https://arabic.news.example.com:8080/x", "example.com"),
        ("127.0.0.1:8070", "127.0.0.1:8070"),
        ("http://127.0.0.1:80/x", "127.0.0.1"),
        ("http://[::1]:81/", "[::1]:81"),
        ("http://localhost:8070/", "localhost:8070"),
        ("newsroom:9000", "newsroom:9000"),
        ("https://a.gov.sa/x", "a.gov.sa"),
        ("https://نشرة.أخبار.مصر/x", "أخبار.مصر"),
        ("https://desk.blogspot.com/", "desk.blogspot.com"),
        ("javascript:void(0)", ""),
        ("", ""),
    ],
)
def test_site(address: str, site: str) -> None:
    assert get_site(address) == site


def test_same_site() -> None:
    assert is_same_site("https://m.a.com/x", "http://www.a.com")
    assert not is_same_site("http://127.0.0.1:8070/", "http://127.0.0.1:8071/")
    assert not is_same_site("mailto:a@a.com", "javascript:void(0)")


PRIVATE_HOSTS = """
localhost desk.localhost 127.0.0.1 127.1 2130706433 0x7f000001 017700000001 10.1.2.3 192.168.1.1
169.254.1.1 100.64.0.1 0.0.0.0 224.0.0.1 240.0.0.1 ::1 [::1] fe80::1%eth0 fd00::1
::ffff:127.0.0.1 64:ff9b::7f00:1 127.0.0.1. 127.255.255.254 0x7F.1 0177.0.0.1 0 10.0.0.1
172.16.0.1 172.31.255.255 169.254.169.254 100.100.100.200 192.0.0.192 168.63.129.16 198.18.0.1
192.0.2.1 203.0.113.9 239.255.255.250 255.255.255.255 [::] [fe80::1] [fe80::1%25eth0]
[fd00:ec2::254] [fec0::1] [ff02::1] [::ffff:127.0.0.1] [::ffff:a00:1] [::127.0.0.1]
[64:ff9b::7f00:1] [64:ff9b:1::1] [2002:7f00:1::] [::ffff:0:127.0.0.1] [2001:db8::1] LOCALHOST.
news.localhost localhost.localdomain ip6-localhost １２７.0.0.1 127。0。0。1
"""
PUBLIC_HOSTS = """
a.com 8.8.8.8 2606:4700::1111 1.2.3.4.5 10.com 1.1 172.32.0.1 134744072 [2606:4700::1]
[::ffff:8.8.8.8] [64:ff9b::808:808] example.org localhost.example.org mylocalhost
10.in-addr.arpa 1.2.3.4.example xn--mgbh0fb.xn--kgbechtv
"""


@pytest.mark.parametrize("host", [*PRIVATE_HOSTS.split(), ""])
def test_private_hosts(host: str) -> None:
    assert is_private_host(host)


@pytest.mark.parametrize("host", PUBLIC_HOSTS.split())
def test_public_hosts(host: str) -> None:
    assert not is_private_host(host)
