"""Block pages (challenges, captchas, consent forms), and ordinary pages with the same scripts."""

import pytest

from crawler.fetching.block_pages import MAX_PAGE_BYTES, detect_block_page

TEXT = "قال وزير النقل إن أعمال الجسر الجديد تنتهي قبل الصيف. " * 30
ARTICLE = f"<title>افتتاح جسر جديد</title><article><h1>افتتاح جسر جديد</h1><p>{TEXT}</p></article>"

BLOCK_PAGES = {
    "cloudflare": "<title>Just a moment...</title><script>window._cf_chl_opt={cZone:1};</script>",
    "imperva": "<iframe>Request unsuccessful. Incapsula incident ID: 1-2</iframe>",
    "datadome": '<script>var dd={}</script><script src="https://ct.captcha-delivery.com/c.js">',
    "cookie test": "<script>document.cookie='__test='+toHex(slowAES.decrypt(c,2,a,b))</script>",
    "captcha": '<title>example.com</title><div class="g-recaptcha"></div><p>One more step',
    "consent": '<title>موقعنا</title><form><input name="consent" value="1"></form><p>نستخدم',
    "arabic title": "<title>لحظة من فضلك...</title><p>يجري التحقق من متصفحك قبل الوصول إلى الموقع",
    "named title": "<title>Access denied | Example News</title><p>Error 1020",
    "unclosed script": f"<title>Robot Check</title><script>{'x ' * 3000}",
}

# Forty words of text, and a form for comments with a captcha.
SHORT = (
    f"<h1>افتتاح جسر جديد</h1><p>{TEXT[: len(TEXT) // 30 * 4]}</p>"
    '<form><textarea></textarea><div class="g-recaptcha"></div></form>'
)
SHORT_ARTICLES = {
    "element": f"<title>افتتاح جسر جديد</title><article>{SHORT}</article>",
    "JSON-LD": f'<script type="application/ld+json">{{"@type": "NewsArticle"}}</script>{SHORT}',
    "meta": f'<meta property="article:published_time" content="2026-11-20">{SHORT}',
    "title": f"<title>يرجى الانتظار | خبر</title><article>{SHORT}</article>",
    "sixty words": SHORT.replace("</p>", f" {TEXT[: len(TEXT) // 30 * 2]}</p>"),
}


@pytest.mark.parametrize("name", BLOCK_PAGES)
def test_block_pages(name: str) -> None:
    assert detect_block_page({}, BLOCK_PAGES[name].encode())


def test_a_block_page_by_its_header() -> None:
    assert detect_block_page({"cf-mitigated": "challenge"}, b"") == "challenge"
    assert detect_block_page({"x-amzn-waf-action": "captcha"}, b"") == "challenge"
    assert detect_block_page({"cf-mitigated": "none"}, ARTICLE.encode()) is None


@pytest.mark.parametrize(
    "page",
    [
        ARTICLE,
        ARTICLE + '<div class="g-recaptcha"></div><form name="consent">',
        ARTICLE + "<script>px-captcha _cf_chl_opt captcha-delivery.com</script>",
        "<title>قبل المتابعة الرسمية: كيف استعدت المدن؟</title><p>نص قصير",
        "<title>Security check points reopen in Beirut</title><p>Short.",
        "",
        *SHORT_ARTICLES.values(),
    ],
)
def test_ordinary_pages_are_no_block_pages(page: str) -> None:
    assert detect_block_page({}, page.encode()) is None


def test_bait_is_read_in_one_pass() -> None:
    for bait in (b"<script ", b"<title>", b"<", b"<svg", "لحظه ".encode(), b"access to this page "):
        body = b"<title>" + bait * (MAX_PAGE_BYTES // len(bait) - 9) + b"g-recaptcha"
        detect_block_page({}, body)
