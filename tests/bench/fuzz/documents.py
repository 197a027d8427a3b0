"""Mutators for feeds, sitemaps and robots files."""

from random import Random

from tests.bench.fuzz.draft import XML, Draft, Mutator, find_tokens
from tests.bench.fuzz.odd_values import ADDRESSES
from tests.bench.fuzz.tokens import is_start, is_text, name_of

_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ها"}">' for n in range(10))
_DOCTYPES = (
    f"<!DOCTYPE x [{_LAUGHS}]>",
    '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>',
    '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>',
    "<!DOCTYPE x [<!ELEMENT x ANY>]>",
    "<!DOCTYPE x [",
)
_FIELDS = (
    "link", "guid", "id", "pubDate", "published", "updated", "dc:date", "title", "category",
    "content", "content:encoded", "author", "enclosure", "media:content", "loc", "lastmod",
    "news:title", "summary", "news:publication_date", "priority", "xhtml:link", "image:loc",
    "itunes:duration", "georss:point", "media:thumbnail", "cloud", "textInput", "source",
    "psc:chapter", "gml:pos", "media:rating", "where",
)  # fmt: skip
_ATTRIBUTES = (
    "", ' rel="alternate"', ' rel="next" href="?page=2"', ' href="//["', ' type="xhtml"',
    ' mode="base64"', ' xml:base="http://["', ' xmlns="urn:x"', ' xmlns:dc="urn:y"', ' term=""',
    ' rel="self" href=""', ' type="application/octet-stream"', ' isPermaLink="true"',
    ' xml:lang=""', ' start="x"', ' srsName=""',
)  # fmt: skip
_INNER = (
    "", " ", "&", "&x;", "&#0;", "&#xFFFFFFF;", "&#55296;", "<![CDATA[", "<![CDATA[<p>ا</p>]]>",
    "]]>", "<div xmlns='http://www.w3.org/1999/xhtml'><p>ا</div>", "<loc>x</loc>", "<!-- -->",
    "!!!!", "1 2 x", "<link/>", "<title>x</title>", "0 0 0", "9" * 400,
    "<item><link>http://h/</link></item>", "=" * 50,
)  # fmt: skip
_LINES = (
    "User-agent:", "User-agent: *", "User-agent warraq", "Useragent: x", "Disallow: /*",
    "Disallow: //[", "Disallow: http://[", "Allow: $", "Disallow: /$/$/$*$", "Allow: /index.html",
    "Disallow: /%", "Allow: /%ff", "Crawl-delay: 1e999", "Crawl-delay: nan", "Crawl-delay: -5",
    "Crawl-delay: ٥", "Request-rate: 1/0", "Request-rate: 1/" + "9" * 400,
    "Request-rate: " + "9" * 400 + "/1s", "Request-rate: 1/5m 0000-9999", "Visit-time: 9999-0000",
    "Sitemap:", "Sitemap: http://[", "Sitemap: " + "x" * 3000, "Host: [", "Sitemap x",
    "Disallow: /" + "*a" * 500 + "$", "Allow: /" + "%2A" * 500, ":", ": :", "#" * 500,
    "User-agent: *bot*", "Disallow: /\ud800", "Allow: /\u202e", "\x85Disallow: /x",
    "User-agent: \ud800", "Disallow: ?", "<html>", "User-agent: warraq/2.0",
    "Disallow: /a\x0cUser-agent: x", "Allow: ;", "Disallow: /#", "Disallow: \\",
)  # fmt: skip


def _doctype(draft: Draft, chance: Random) -> None:
    """Declare entities and use them."""
    spots = find_tokens(draft.tokens, is_start)
    texts = find_tokens(draft.tokens, is_text)
    for index in chance.sample(texts, min(5, len(texts))):
        draft.tokens[index] += chance.choice(["&l9;", "&f;", "&p;", "&nbsp;", "&eacute;"])
    draft.tokens.insert(spots[0] if spots else 0, chance.choice(_DOCTYPES))


def _fields(draft: Draft, chance: Random) -> None:
    """Add elements of feeds and sitemaps with odd values."""
    starts = find_tokens(draft.tokens, is_start)
    for _ in range(chance.choice([1, 6, 40])):
        name = chance.choice(_FIELDS)
        inner = chance.choice([*_INNER, chance.choice(ADDRESSES)])
        piece = f"<{name}{chance.choice(_ATTRIBUTES)}>{inner}</{name}>"
        draft.tokens.insert(chance.choice(starts) + 1 if starts else 0, piece)


def _many(draft: Draft, chance: Random) -> None:
    """Repeat one entry up to some hundred times."""
    entries = ("item", "entry", "url", "sitemap")
    starts = find_tokens(draft.tokens, lambda token: is_start(token) and name_of(token) in entries)
    if len(starts) > 1:
        start = chance.randrange(len(starts) - 1)
        entry = draft.tokens[starts[start] : starts[start + 1]]
        draft.tokens[starts[start] : starts[start]] = entry * chance.choice([5, 200])


def _lines(draft: Draft, chance: Random) -> None:
    for _ in range(chance.choice([1, 8, 60])):
        end = chance.choice(["\n", "\r", "\r\n", "\x0c", "\u2028", ""])
        draft.tokens.insert(chance.randrange(len(draft.tokens) + 1), chance.choice(_LINES) + end)


def _groups(draft: Draft, chance: Random) -> None:
    """Add many groups and rules."""
    count = chance.choice([20, 150, 1500])
    name = chance.choice(["a{}", "*", "warraq", "{}*", "warraq{}"])
    draft.tokens += [f"User-agent: {name.format(n)}\n" for n in range(count)]
    draft.tokens += [f"Disallow: /{n}*$\n" for n in range(chance.choice([1, 1500]))]


DOCUMENTS = (
    Mutator(name="entities", kinds=XML, change=_doctype),
    Mutator(name="fields", kinds=XML, change=_fields),
    Mutator(name="entries repeated", kinds=XML, change=_many),
    Mutator(name="robots lines", kinds=frozenset({"robots"}), change=_lines),
    Mutator(name="robots groups", kinds=frozenset({"robots"}), change=_groups),
)
