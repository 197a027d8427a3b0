"""Which elements are chrome by their own mark-up: tag, role, class and id names. Pure.

Names are split into words (`articleShareBar`, `article-share_bar`), so `share` is found and
`shareholder` is not.
"""

import re
from functools import lru_cache

from lxml import etree, html

# Never text, whoever wrote the page.
NEVER = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas",
    "audio", "video", "map", "select", "option", "datalist", "button", "textarea", "input", "head",
    "link", "meta", "title", "progress", "meter", "dialog", "applet", "frame", "frameset", "marquee",
    "amp-ad", "amp-embed", "amp-analytics", "amp-sidebar", "amp-iframe", "amp-social-share",
})  # fmt: skip
_CHROME_TAGS = frozenset({"nav", "footer", "aside", "menu", "figure", "figcaption", "form"})
_CHROME_ROLES = frozenset({
    "navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "toolbar",
    "dialog", "alert", "alertdialog", "tablist",
})  # fmt: skip
# A paragraph's or heading's classes speak of looks («has-small-font-size») more than of kind.
_TEXT_TAGS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "li"})
_NOT_OF_TEXT = frozenset({"tools", "navigation", "media", "sidebar", "ranking", "photo"})
# Elements whose classes name the whole page or post (WordPress prints the tags of a post there).
_WHOLE = frozenset({"html", "body", "main", "article"})
_WHOLE_WORDS = frozenset({"hentry", "post-type", "type-post", "single-post", "status-publish"})

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_LETTER = re.compile(r"[^a-z]+")

_REASONS: dict[str, str] = {
    "share": r"share|shares|sharing|sharebar|sharethis|sharedaddy|addthis|addtoany|a2a|social|socials"
    r"|socialmedia|sociallinks|socialshare|sharebuttons|shareit|followus|follow us|whatsapp|telegram",
    "related": r"related|relateds|relatedposts|relatednews|relatedarticles|related \w+|recommended"
    r"|recommendation|recommendations|recirc|recirculation|also read|read also|readalso|alsoread"
    r"|see also|seealso|more news|more from|more on|more stories|more articles|you may|youmay"
    r"|outbrain|taboola|teads|dianomi|zergnet|mgid|plista|nativo|yarpp|jp relatedposts"
    r"|next article|nextarticle|next post|prev post|previous post|next story|up next|upnext|read next|readnext"
    r"|post navigation|post nav|suggested|suggestions|similar|inread|in read|internallinks",
    "comments": r"comment|comments|commentlist|disqus|respond|commentform|fb comments|livefyre|coral|viafoura|spotim",
    "newsletter": r"newsletter|newsletters|subscribe|subscription|mailchimp|signup|sign up|nl signup|mailing list",
    "cookie": r"cookie|cookies|consent|gdpr|cmp|onetrust|didomi",
    "sidebar": r"sidebar|side bar|rightbar|leftbar|right column|right col|rail|right rail|sticky sidebar",
    "breadcrumb": r"breadcrumb|breadcrumbs|bread crumb|crumbs|crumb",
    "tags": r"tags|taglist|tag list|tagcloud|tag cloud|post tags|article tags|keywords|topics|topic list"
    r"|topic tags|article topics|cat links|post categories",
    "byline": r"byline|bylines|author|authors|author name|author box|authorbox|author bio|about author"
    r"|writer|bio|contributors|journalist|post author|vcard|redacteur|signature",
    "caption": r"caption|captions|wp caption|image caption|img caption|photo caption|credit|credits|legend"
    r"|photo credit|image credit|cutline|photographer|copyright|imagecaption|picture desc|image description|img desc|image desc|photo desc|pic desc|image title|img title|photo title|image info|photo info|caption text|description image|photo text|image text|figcaption",
    "advert": r"ad|ads|adv|advert|adverts|advertisement|advertising|advertorial|adsbygoogle|adslot|ad slot"
    r"|ad container|adunit|banner|banners|sponsor|sponsored|dfp|gpt|promo|promos|promobox|promotion|promoted|commercial|ad placeholder",
    "ranking": r"most read|mostread|most popular|mostpopular|most viewed|most recent|popular|trending|latest news"
    r"|latest|topstories|top stories|top news|ticker|breaking news|breakingnews",
    "navigation": r"nav|navbar|navigation|menu|menus|submenu|masthead|topbar|site header|siteheader|footer|site footer"
    r"|pagination|pager|paging|skip|skip link|toc|table of contents|tableofcontents|search|searchform|drawer|offcanvas",
    "tools": r"toolbar|tools|toolbox|article tools|article actions|actions|print|printer|fontsize|font size|textsize"
    r"|resizer|bookmark|bookmarks|text to speech|audio player|audioplayer|listen|rating|ratings|vote|votes|poll|quiz|feedback|reactions|reaction"
    r"|login|modal|popup|overlay|lightbox|tooltip|toast|notification|notifications|alert box|app download|download app|google news|googlenews",
    "date": r"date|datetime|timestamp|time stamp|dateline|published|pubdate|post date|publish date|publication date"
    r"|meta|metadata|post meta|entry meta|article meta|article info|post info|postmeta|articleinfo|news info|lastmod|updated|modified|reading time|readtime|read time",
    "media": r"gallery|slideshow|carousel|slider|swiper|player|video player|jwplayer|videojs|wp video|mejs|brightcove|lightbox",
    "photo": r"image|img|photo|picture|thumbnail|thumb|media|figure|pic|featured image|post thumbnail|wp post image",
    "box": r"infobox|info box|factbox|fact box|fm box|sidebox|side box|aside box|box note|callout|pullquote|pull quote|more topic|teaser box|linkbox|link box|links box|citewrapper|kurzinfo|faktenbox|definition",
    "embed": r"embed|embedded|oembed|twitter tweet|tweet|instagram media|fb post|facebook post|tiktok embed|reddit embed|infogram|embedly|youtube",
    "hidden": r"hidden|visually hidden|visuallyhidden|sr only|screen reader text|screenreader|offscreen|invisible|noprint|no print|print only|d none|u hidden|is hidden|display none",
    "paywall": r"premium teaser|paywall message|paywall offer|offers|regwall|subscriber message|piano|meter",
}  # fmt: skip

_PATTERNS = [
    (reason, re.compile(rf"(?:^| )(?:{words})(?: |$)")) for reason, words in _REASONS.items()
]
_ANY = re.compile("|".join(f"(?:^| )(?:{words})(?: |$)" for words in _REASONS.values()))
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Body containers whose names hold a chrome word.
_KEEP = re.compile(
    r"(?:^| )(?:elementor widget (?:container|theme post content|text editor)|wpb text column|article body|articlebody|article content"
    r"|article text|entry content|post content|story body|body text|news text|with sidebar|has sidebar|no sidebar|main content)(?: |$)"
)


def words_of(label: str) -> str:
    """Split class or id names into lower-case words joined by single spaces."""
    return _NOT_LETTER.sub(" ", _CAMEL.sub(" ", label).lower()).strip()


def reason_in_names(names: str) -> str | None:
    """Return which kind of chrome class and id names speak of, None where of none."""
    for name in names.split():
        reason = _reason_in_name(name)
        if reason is not None:
            return reason
    return None


@lru_cache(maxsize=16384)
def _reason_in_name(name: str) -> str | None:
    if ":" in name or "[" in name:
        return None  # a utility class such as `print:hidden` speaks of looks
    words = words_of(name)
    if not _ANY.search(words) or _KEEP.search(words):
        return None
    return next(reason for reason, pattern in _PATTERNS if pattern.search(words))


_BODY_NAMES = re.compile(
    r"(?:^| )(?:article ?body|articlebody|article ?text|article content|article ?detail ?body"
    r"|story ?body|story ?text|story content|entry content|post ?content|post ?body|post ?text"
    r"|news ?body|news ?text|news ?content|body ?text|body ?content|field ?name ?body|field body"
    r"|content body|detail ?text|details ?text|details ?body|article details|news details)(?: |$)"
)

_SUBHEAD = re.compile(
    r"(?:^| )(?:sub|subhead|sub head|subheading|sub heading|subtitle|heading|crosshead|intertitle|h2|h3|h4)(?: |$)"
)
_CARD = re.compile(
    r"(?:^| )(?:teaser\w*|card|cards|promo\w*|list element|linkbox|linklist|link list|storylist|story list|news list|post item|article item|article list|thumbnail|\w*teaser\w*|meldungsfooter|article footer|entry footer|post footer|read more|readmore)(?: |$)"
)


def names_a_card(names: str) -> bool:
    """Say whether names speak of a teaser or card of an article."""
    return any(_is_card(name) for name in names.split())


@lru_cache(maxsize=16384)
def _is_card(name: str) -> bool:
    return ":" not in name and bool(_CARD.search(words_of(name)))


@lru_cache(maxsize=4096)
def names_a_heading(names: str) -> bool:
    """Say whether names speak of a sub-heading."""
    return any(_SUBHEAD.search(words_of(name)) for name in names.split())


def reason_to_skip(element: html.HtmlElement, lenient: bool) -> str | None:
    """Return why an element's text is chrome by its own mark-up, None where nothing says so.

    Whoever asks must still see that the element is not most of the page (`holds_too_much`).
    """
    tag = element.tag
    if tag in NEVER:
        return "not text"
    if lenient or tag in _WHOLE:
        return None
    if tag in _CHROME_TAGS:
        return str(tag)
    attributes = element.attrib
    reason = _by_attributes(attributes) if attributes else None
    return None if tag in _TEXT_TAGS and reason in _NOT_OF_TEXT else reason


def holds_too_much(reason: str, share: float, has_headline: bool) -> bool:
    """Say whether an element is too much of the page's text to be this kind of chrome.

    A theme may call the wrapper of everything `page-with-sidebar`; comments alone may outgrow the
    article they stand under, but the headline stands in none of them.
    """
    if reason == "comments":
        return has_headline or share > 0.85
    return share > 0.25 or (has_headline and share > 0.1)


def text_sizes(root: html.HtmlElement) -> dict[html.HtmlElement, int]:
    """Return the characters below every element, outside links and scripts."""
    sizes: dict[html.HtmlElement, int] = {}
    for event, element in (walk := etree.iterwalk(root, events=("start", "end"))):
        if event == "start":
            if element.tag in NEVER or element.tag == "a":
                walk.skip_subtree()
                sizes[element] = 0
            else:
                sizes[element] = len(element.text.strip()) if element.text else 0
            continue
        parent = element.getparent()
        if parent is not None and element is not root:
            own = len(element.tail.strip()) if element.tail else 0
            sizes[parent] += sizes[element] + own
    return sizes


def _by_attributes(attributes: "etree._Attrib") -> str | None:
    if attributes.get("role") in _CHROME_ROLES:
        return "role"
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return "hidden"
    style = attributes.get("style")
    if style and _HIDDEN_STYLE.search(style):
        return "hidden"
    names = names_of(attributes)
    return reason_in_names(names) if names else None


def names_of(attributes: "etree._Attrib") -> str:
    """Return an element's class and id names."""
    names, identity = attributes.get("class"), attributes.get("id")
    return f"{names or ''} {identity}" if identity else names or ""


def is_named_body(element: html.HtmlElement) -> bool:
    """Say whether the mark-up calls an element the article's body."""
    if "articleBody" in (element.get("itemprop") or ""):
        return True
    names = names_of(element.attrib)
    return bool(names) and _says_body(names)


@lru_cache(maxsize=8192)
def _says_body(names: str) -> bool:
    return any(_BODY_NAMES.search(words_of(name)) for name in names.split())
