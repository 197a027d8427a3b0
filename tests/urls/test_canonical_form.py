"""Addresses in canonical form and in the form to send; their identity."""

import random
import unicodedata

import pytest
from w3lib.url import safe_url_string

from crawler.urls.canonical_form import (
    MAX_URL_BYTES,
    canonical,
    get_site,
    make_url_id,
    resolve_canonical_link,
    to_ascii_url,
)

SEED = 20240517
SESSION = "0123456789abcdef0123456789abcdef"
ENCODED = "https://news.example.com/%d8%a3%D8%AE%d8%a8%D8%A7%d8%b1/%D8%B9%D8%A7%D8%AC%D9%84"


@pytest.mark.parametrize(
    ("written", "form"),
    [
        (ENCODED, "https://news.example.com/أخبار/عاجل"),
        ("https://a.com/ا\u0654خبار", "https://a.com/أخبار"),
        ("https://a.com/%D8%A7%D9%94خبار", "https://a.com/أخبار"),
        ("HTTPS://WWW.A.Com:443/X", "https://www.a.com/X"),
        ("http://a.com:80", "http://a.com/"),
        ("http://a.com:443/", "http://a.com:443/"),
        ("http://a.com:/x", "http://a.com/x"),
        ("http://a.com./x", "http://a.com/x"),
        ("http://a_b.example.com/", "http://a_b.example.com/"),
        ("https://xn--igbicxr.xn--wgbh1c/x", "https://أخبار.مصر/x"),
        ("https://xn--zzz-/x", "https://xn--zzz-/x"),
        ("http://[2001:DB8:0::1]:8080/x", "http://[2001:db8::1]:8080/x"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("  https://a.com/x\u200f\n", "https://a.com/x"),
        ("https://a.com/long\n/path", "https://a.com/long/path"),
        ("https://a.com\\x\\y", "https://a.com/x/y"),
        ("http://https://a.com/x", "https://a.com/x"),
        ("https:///a.com/x", "https://a.com/x"),
        ("https://a.com/a/../b/./c/..", "https://a.com/b/"),
        ("https://a.com/%2e%2E/b", "https://a.com/b"),
        ("https://a.com//news///1", "https://a.com/news/1"),
        ("https://a.com/web/https://b.com/", "https://a.com/web/https://b.com/"),
        ("https://a.com/x#comments", "https://a.com/x"),
        ("https://a.com/?", "https://a.com/"),
        ("https://a.com?p=1", "https://a.com/?p=1"),
        ("https://a.com/%7Euser/%41", "https://a.com/~user/A"),
        ("https://a.com/a%2fb%3fc%23d%25%2B", "https://a.com/a%2Fb%3Fc%23d%25%2B"),
        ("https://a.com/?x=%26%3d%2b&y=1", "https://a.com/?x=%26%3D%2B&y=1"),
        ("https://a.com/?q=أ+ب%20ج د", "https://a.com/?q=أ%20ب%20ج%20د"),
        ("https://a.com/a+b c", "https://a.com/a+b%20c"),
        ("https://a.com/%c7%e1%cd", "https://a.com/%C7%E1%CD"),
        ("https://a.com/%d8%a3%c7", "https://a.com/أ%C7"),
        ("https://a.com/%E2%80%8F%c2%a0%00x\u200c", "https://a.com/%E2%80%8F%C2%A0%00x%E2%80%8C"),
        ("https://a.com/100%", "https://a.com/100%25"),
        ("https://a.com/?a[]=1|2", "https://a.com/?a%5B%5D=1%7C2"),
        ("https://a.com/\ud800x", "https://a.com/\ufffdx"),
        ("https://a.com/?b=2&a=1&amp;c=3&#038;d=4", "https://a.com/?b=2&a=1&c=3&d=4"),
        ("javascript:void(0)", None),
        ("mailto:desk@a.com", None),
        ("data:text/html,x", None),
        ("ftp://a.com/", None),
        ("https://user:secret@a.com/", None),
        ("https://a.com:99999/", None),
        ("https://a.com:x/", None),
        ("https://a..com/", None),
        ("https://a b.com/", None),
        ("https://[::1/", None),
        ("https://", None),
        ("www.a.com/x", None),
        ("", None),
        ("https://a.com/" + "x" * MAX_URL_BYTES, None),
        ("https://a.com/" + "% " * (MAX_URL_BYTES // 3), None),
        ("https://a.com/" + "خ" * (MAX_URL_BYTES // 6), None),
    ],
)
def test_canonical_form(written: str, form: str | None) -> None:
    assert canonical(written) == form


@pytest.mark.parametrize(
    ("link", "resolved"),
    [
        ("/خبر/5", "https://a.com/خبر/5"),
        ("6?x=1", "https://a.com/news/6?x=1"),
        ("?page=2", "https://a.com/news/5?page=2"),
        ("//b.com/x", "https://b.com/x"),
        ("http://b.com/x", "http://b.com/x"),
        ("#top", "https://a.com/news/5"),
        ("", "https://a.com/news/5"),
        ("../../..", "https://a.com/"),
        ("tel:+96611", None),
        ("http://[bad", None),
    ],
)
def test_links_resolve_against_the_page(link: str, resolved: str | None) -> None:
    assert canonical(link, "https://a.com/news/5") == resolved


TRACKING_PARAMETERS = f"""
utm_source=x UTM_Medium=y utm%5Fid=1 fbclid=a gclid=b mc_cid=1f _ga=2.1 igshid=z ref=rss
source=twitter share=whatsapp at_medium=custom7 cmpid=fb_post PHPSESSID=1a sid={SESSION}
_=1714000000000 replytocom=77 fbclid
"""


@pytest.mark.parametrize("parameter", TRACKING_PARAMETERS.split())
def test_tracking_parameters_are_dropped(parameter: str) -> None:
    assert canonical(f"https://a.com/?{parameter}") == "https://a.com/"
    assert canonical(f"https://a.com/x?id=4&{parameter}&b=2") == "https://a.com/x?id=4&b=2"


IDENTIFYING_PARAMETERS = """
p=123 id=5 ArticleId=77 q=غزة cid=3 eid=9 uid=4 nid=12 sid=44 s=قمة keyword=نفط gallery=8
ref=20391 source=spa page=2 lang=ar ncid=12 print session=12 NewsID=1&CatID=2 id=
"""


@pytest.mark.parametrize("parameter", IDENTIFYING_PARAMETERS.split())
def test_identifying_parameters_stay(parameter: str) -> None:
    address = f"https://a.com/index.php?{parameter}"
    assert canonical(address) == address


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("https://a.com/?p=1?utm_source=rss", "https://a.com/?p=1"),
        ("https://a.com/news/1&utm_source=rss", "https://a.com/news/1"),
        ("https://a.com/x;jsessionid=1A2B?id=1", "https://a.com/x?id=1"),
        ("https://a.com/x/sid=1a2b/1?id=1", "https://a.com/x/1?id=1"),
        ("https://a.com/x/1&PHPSESSID=1a2b", "https://a.com/x/1"),
        ("https://a.com/(S(abcdefghijklmnopqrstuvwx))/x.aspx", "https://a.com/x.aspx"),
        ("https://a.com/(X(1)S(abcdefghijklmnopqrstuvwx))/x.aspx", "https://a.com/x.aspx"),
        ("https://a.com/%28S%28abcdefghijklmnopqrstuvwx%29%29/x.aspx", "https://a.com/x.aspx"),
        ("https://a.com/app/(1a2b3c4d5e0f1a2b3c4d5e0f)/x.aspx", "https://a.com/app/x.aspx"),
        ("https://a.com/(X(1))/x.aspx?AspxAutoDetectCookieSupport=1", "https://a.com/x.aspx"),
        ("https://a.com/x?id=1&sid=1a2b3c4d5e6f7a8b9c0d", "https://a.com/x?id=1"),
        ("https://a.com/(عاجل)/1", "https://a.com/(عاجل)/1"),
        ("https://a.com/news;5", "https://a.com/news;5"),
        ("https://a.com/?a=1&&b=2&", "https://a.com/?a=1&b=2"),
    ],
)
def test_sessions_and_careless_trackers_go(written: str, form: str) -> None:
    assert canonical(written) == form


def test_the_form_to_send_is_ascii_and_safe() -> None:
    assert to_ascii_url("https://أخبار.مصر/خبر عاجل?q=أ#x") == (
        "https://xn--igbicxr.xn--wgbh1c/%D8%AE%D8%A8%D8%B1%20%D8%B9%D8%A7%D8%AC%D9%84?q=%D8%A3"
    )
    assert to_ascii_url("https://a.com/?utm_source=x") == "https://a.com/?utm_source=x"
    with pytest.raises(ValueError, match="no http"):
        to_ascii_url("mailto:desk@a.com")


def make_random_addresses(count: int) -> list[str]:
    generator = random.Random(SEED)
    schemes = ["http://", "HTTPS://", "http:///", "http://https://", "http:\\\\"]
    hosts = ["a.com", "www.A.com:80", "أخبار.مصر", "xn--igbicxr.xn--wgbh1c", "127.0.0.1:8070"]
    hosts += [
        "[::FFFF:1.2.3.4]:81",
        "ａ.com",
        "faß.de",
        "a。com",
        "ا\u200cب.com",
        "٣.com",
        "%61.com",
    ]
    pieces = [
        "a",
        "5",
        "%",
        "%2",
        "%25",
        "%2F",
        "%3f",
        "%c7%e1",
        "%d8%a3",
        "أ",
        "ا\u0654",
        "/",
        "//",
    ]
    pieces += [
        "..",
        "/./",
        "/../",
        "?",
        "&",
        "=",
        "+",
        " ",
        "#",
        "&amp;",
        "amp;",
        "&#038;",
        "utm_a=1",
    ]
    pieces += ["fbclid=", "?utm_x=1", ";sid=3", "/(S(abcdefghijklmnopqrstuvwx))/", "\\", "'", "%27"]
    pieces += [
        '"',
        "[",
        "|",
        "\u200f",
        "\u200c",
        "\u00a0",
        "\u0327",
        "\u0301",
        ":",
        "%7E",
        "%5B",
        "\t",
    ]
    pieces += [
        "%0A",
        "\x00",
        "\ud800",
        "👨\u200d👩",
        f"s={SESSION}",
        "ref=rss",
        "ﻻ",
        "%EF%BB%BB",
        "\u0338",
    ]
    return [
        generator.choice(schemes)
        + generator.choice(hosts)
        + generator.choice(["", "/", "?"])
        + "".join(generator.choices(pieces, k=generator.randint(0, 8)))
        for _ in range(count)
    ]


def test_canonical_is_a_fixed_point_of_itself_and_of_sending() -> None:
    accepted = 0
    for address in make_random_addresses(10_000):
        form = canonical(address)
        if form is None:
            continue
        accepted += 1
        assert canonical(form) == form, ascii(address)
        for sent in (to_ascii_url(address), to_ascii_url(form)):
            assert sent.isascii()
            assert canonical(sent) == form, ascii(address)
            assert safe_url_string(sent) == sent
            assert make_url_id(sent) == make_url_id(address)
            assert get_site(sent) == get_site(address)
    assert accepted > 6_000


def test_normal_forms_of_a_slug_are_one_address() -> None:
    address = "https://a.com/مؤتمر-آخر-للأئمّة?q=إدارة"
    assert canonical(unicodedata.normalize("NFD", address)) == canonical(address) == address


def test_identity_ignores_scheme_www_and_last_slash() -> None:
    same = [
        "https://www.a.com/أخبار/5/",
        "http://a.com/أخبار/5",
        "https://a.com:443/%d8%a3%D8%AE%D8%A8%D8%A7%D8%B1/5?utm_source=x#y",
    ]
    assert len({make_url_id(address) for address in same}) == 1
    assert make_url_id("https://a.com/x/?p=1") == make_url_id("https://a.com/x?p=1")


def test_identity_tells_articles_apart() -> None:
    different = ["https://a.com/?p=1", "https://a.com/?p=2", "https://a.com/X", "https://a.com/x"]
    different += ["https://a.com:8080/x", "https://m.a.com/x", "https://a.com/", "no address"]
    ids = {make_url_id(address) for address in different}
    assert len(ids) == len(different)
    assert all(len(url_id) == 32 and int(url_id, 16) >= 0 for url_id in ids)


@pytest.mark.parametrize(
    ("declared", "page", "identity"),
    [
        ("https://www.a.com/خبر/5", "https://a.com/amp/خبر/5", "https://www.a.com/خبر/5"),
        ("https://www.a.com/x/5", "https://m.a.com/x/5", "https://www.a.com/x/5"),
        ("/x/5", "https://a.com/x/5?amp=1", "https://a.com/x/5"),
        ("https://a.com/", "https://a.com/x/5", "https://a.com/x/5"),
        ("https://a.com/ar/index.php", "https://a.com/ar/x/5", "https://a.com/ar/x/5"),
        ("https://a.com/", "https://a.com/ar/", "https://a.com/"),
        ("https://b.com/x/5", "https://a.com/x/5", "https://a.com/x/5"),
        ("http://127.0.0.1:1/x", "http://127.0.0.1:2/y", "http://127.0.0.1:2/y"),
        ("http://127.0.0.1:2/x", "http://127.0.0.1:2/y", "http://127.0.0.1:2/x"),
        ("javascript:;", "https://a.com/x?utm_id=1", "https://a.com/x"),
        ("", "https://a.com/x", "https://a.com/x"),
    ],
)
def test_declared_canonical_links(declared: str, page: str, identity: str) -> None:
    assert resolve_canonical_link(declared, page) == identity
