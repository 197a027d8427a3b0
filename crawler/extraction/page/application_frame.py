"""Frames of applications: pages whose text only their scripts would bring. Pure.

A frame has an element that scripts fill, or asks for scripts, or is made of little else; and it
shows no text of its own. Error pages, forms, lists and pages that lead on are none.
"""

import re
from collections.abc import Iterator

from lxml import etree, html

from crawler.discovery.url_classifier.classify import judge_url
from crawler.extraction.lexicon import labels
from crawler.extraction.page.page import Page
from crawler.text.normalise import fold_text
from crawler.urls.canonical_form import is_front_page, is_placeholder_url

NEEDS_BROWSER = "needs-browser"

# A page with more words outside its links, menus and foot says something itself.
_MAX_OWN_WORDS = 9
_MAX_LINKS = 60
_MIN_SCRIPT_SHARE = 0.5
_LIST_KINDS = frozenset({"section", "paging"})
_MOUNT_NAME = re.compile(
    r"(?:root|app|main-?app|app-?root|react-?(?:root|app)|vue-?app|ng-?app|spa(?:-root)?"
    r"|__(?:next|nuxt|layout)|___gatsby|svelte|sapper|q-app|ember-?app)",
    re.IGNORECASE,
)
_MOUNT_ATTRIBUTES = ("ng-app", "data-ng-app", "ng-view", "ui-view", "data-reactroot", "v-cloak")
_MOUNT_TAGS = ("app-root", "router-outlet", "router-view")
_SCRIPT_TAGS = ("script", "style", "template")
_UNSEEN_TAGS = (*_SCRIPT_TAGS, "noscript", "svg", "head", "title")
_CHROME_TAGS = ("a", "nav", "header", "footer", "button", "select")
# A player shows something without text; who asks for a password wants a reader to log in.
_FIND_OTHER_PURPOSE = etree.XPath(
    "boolean(//video|//audio|//input[@type='password']|//body//iframe[not(ancestor::noscript)]"
    "|//meta[translate(@http-equiv, 'REFSH', 'refsh')='refresh'][not(ancestor::noscript)])"
)
# A challenge asks for scripts and cookies, a box of comments for scripts of its own.
_NARROW_PURPOSE = re.compile(r"cookie|comment|disqus|تعليق")
_CHALLENGE = re.compile(
    r"challenge-platform|_cf_chl|cp_challenge|js_challenge|challenge\.js|captcha-delivery|px-captcha",
    re.IGNORECASE,
)


def needs_browser(page: Page, text: str | None) -> bool:
    """Say whether an address that may be an article's gave a frame; `text` is what was extracted.

    Asked only of pages that are no article as they stand.
    """
    if len((text or "").split()) > _MAX_OWN_WORDS or not _may_be_article(page):
        return False
    if _FIND_OTHER_PURPOSE(page.tree) or _is_service_page(page):
        return False
    script_chars, words = 0, list(_iter_own_words(page.tree))
    for script in page.tree.iter("script"):
        if _CHALLENGE.search(script.get("src") or "") or _CHALLENGE.search(script.text or ""):
            return False
        script_chars += len(script.text or "") + len(script.get("src") or "")
    is_silent = not words or bool(labels.LOADING_PHRASE.fullmatch(fold_text(" ".join(words))))
    if not script_chars or len(words) > _MAX_OWN_WORDS or _count_links(page.tree) > _MAX_LINKS:
        return False
    if _asks_for_scripts(page.tree) or (is_silent and _has_mount(page.tree)):
        return True
    has_picture = next(page.tree.iter("img", "picture"), None) is not None
    return (
        is_silent
        and not has_picture
        and script_chars > _MIN_SCRIPT_SHARE * _count_markup_chars(page.tree)
    )


def _may_be_article(page: Page) -> bool:
    url = (page.canonical or page.url) if is_placeholder_url(page.url) else page.url
    verdict = judge_url(url)
    return not is_front_page(url) and not (verdict.sure and verdict.kind in _LIST_KINDS)


def _is_service_page(page: Page) -> bool:
    headings = (" ".join(each.itertext()) for each in page.tree.iter("h1", "h2"))
    return any(
        labels.SERVICE_PAGE_TITLE.fullmatch(line) or labels.NOT_FOUND_PHRASE.search(line)
        for line in map(fold_text, (page.title_tag or "", *headings))
    )


def _iter_own_words(element: html.HtmlElement) -> Iterator[str]:
    """Iterate over the words a reader sees without scripts, outside links and menus."""
    depth = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        is_left_out = not isinstance(node.tag, str) or node.tag in _UNSEEN_TAGS + _CHROME_TAGS
        depth += is_left_out if event == "start" else -is_left_out
        shown = node.text if event == "start" else node.tail
        if not depth and shown and node is not element:
            yield from (word for word in shown.split() if any(map(str.isalpha, word)))


def _asks_for_scripts(tree: html.HtmlElement) -> bool:
    """Say whether a `noscript` asks for scripts, for more than cookies or comments."""
    lines = (fold_text(" ".join(each.itertext())) for each in tree.iter("noscript"))
    return any(
        labels.SCRIPT_LANGUAGE_NAME.search(line) and not _NARROW_PURPOSE.search(line)
        for line in lines
    )


def _has_mount(tree: html.HtmlElement) -> bool:
    return any(
        element.tag in _MOUNT_TAGS
        or _MOUNT_NAME.fullmatch(element.get("id") or "")
        or any(name in element.attrib for name in _MOUNT_ATTRIBUTES)
        for element in tree.iter(etree.Element)
    )


def _count_links(tree: html.HtmlElement) -> int:
    return sum(1 for _ in tree.iter("a"))


def _count_markup_chars(tree: html.HtmlElement) -> int:
    return len(etree.tostring(tree, encoding="unicode"))
