"""Frames of applications are told from pages that have a text, or never will have one."""

import pytest

from crawler.extraction import parse_page
from crawler.extraction.page.application_frame import needs_browser
from tests.extraction.pages import PARAGRAPHS, URL

BUNDLE = '<script src="/static/js/main.3f2a91.js"></script>'
ASKS = {
    "Arabic": "يرجى تفعيل جافا سكريبت لعرض هذا الموقع",
    "Arabic, otherwise spelt": "يجب تمكين الجافاسكربت في متصفحك",
    "English": "You need to enable JavaScript to run this app.",
    "French": "Veuillez activer JavaScript pour continuer.",
}


def frame_of(body: str, head: str = "<title>جريدة الضفة</title>", url: str = URL) -> bool:
    html = f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return needs_browser(parse_page(html.encode(), url=url), None)


@pytest.mark.parametrize(
    "mount",
    [
        '<div id="root"></div>',
        '<div id="app"><div class="spinner"></div></div>',
        '<div id="__next"><header><a href="/">الضفة</a></header><main></main></div>',
        '<div id="__nuxt"><p>جاري التحميل...</p></div>',
        "<app-root>Loading…</app-root>",
        '<div ng-app="news" ng-view></div>',
    ],
)
def test_an_element_that_scripts_fill(mount: str) -> None:
    assert frame_of(mount + BUNDLE)
    assert not frame_of(mount)
    assert not frame_of(mount + f"<p>{PARAGRAPHS[0]}</p>" + BUNDLE)


@pytest.mark.parametrize("line", ASKS.values(), ids=ASKS)
def test_a_page_that_asks_for_scripts(line: str) -> None:
    assert frame_of(f"<noscript>{line}</noscript><div class=shell></div>{BUNDLE}")


def test_a_page_made_of_scripts() -> None:
    script = f"<script>{'window.load(1);' * 90}</script>"
    assert frame_of(f"<div class=shell></div>{script}")
    assert not frame_of(f"<div class=shell><img src=/cartoon.jpg></div>{script}")


@pytest.mark.parametrize(
    "body",
    [
        f'<div id="app"><h1>الصفحة غير موجودة</h1></div>{BUNDLE}',
        f'<div id="app"><form><input type="password"></form></div>{BUNDLE}',
        f'<div id="app"><video src="/a.mp4"></video></div>{BUNDLE}',
        '<div id="app"></div><script src="/cdn-cgi/challenge-platform/h.js"></script>',
        "<noscript>Enable JavaScript and cookies to continue</noscript>" + BUNDLE,
        "<noscript>Please enable JavaScript to view the comments.</noscript>" + BUNDLE,
        '<div id="app">' + '<a href="/n/1">خبر</a>' * 70 + f"</div>{BUNDLE}",
        f'<div id="app"><p>حدث خطأ ما، حاول مرة أخرى</p></div>{BUNDLE}',
    ],
)
def test_what_is_no_frame(body: str) -> None:
    assert not frame_of(body)


def test_a_page_that_leads_on_is_no_frame() -> None:
    refresh = '<meta http-equiv="Refresh" content="0; url=/n/1">'
    assert not frame_of(f'<div id="app"></div>{BUNDLE}', head=refresh)
    assert frame_of(f'<noscript>{refresh}</noscript><div id="app"></div>{BUNDLE}')


@pytest.mark.parametrize("path", ["", "category/محليات", "category/محليات/page/2"])
def test_an_address_of_a_list_is_no_frame(path: str) -> None:
    assert not frame_of(f'<div id="root"></div>{BUNDLE}', url=f"https://khabar.example/{path}")
