"""What leaves a page's article alone: an extractor must not mind it."""

import re
from random import Random

from tests.bench.fuzz.draft import PAGES, Draft, Mutator, places
from tests.bench.fuzz.tokens import BLOCKS, is_end, is_json_ld, is_start, is_text, name_of, opened

_NAMING = re.compile(r"""\s(?:class|id)=(?:"[^"]*"|'[^']*')""", re.IGNORECASE)
_TAG_NAME = re.compile(r"^<[^\s/>]+")
_NOISE = (' data-v="7f3a"', ' aria-live="off"', " data-empty", ' dir="rtl"', ' onclick="go(1>0)"')
_COMMENTS = ("<!-- كتلة -->", "<!--[if lt IE 9]><p>old</p><![endif]-->", "<!-- > - -->", "<!---->")
_SCRIPTS = (
    "<script>var a = '<p>no</p>'; if (1 < 2) { document.write(a); }</script>",
    '<script async src="//ads.example/a.js"></script>',
    "<style>.x > p { color: red }</style>",
    '<ins class="adsbygoogle" style="display:block"></ins>',
    '<div class="ad-slot" id="div-gpt-ad-1"></div>',
    '<noscript><img src="//t.example/p?x=1" width="1" height="1"></noscript>',
    '<iframe src="https://ads.example/f" width="300" height="250"></iframe>',
)
_CHROME = (
    '<nav class="menu"><ul><li><a href="/a">سياسة</a><li><a href="/b">اقتصاد</a></ul></nav>',
    '<div class="cookie-banner"><p>نستخدم ملفات الارتباط لتحسين تجربتك.</p>'
    '<a href="#">موافق</a></div>',
    '<footer><a href="/about">من نحن</a> <a href="/contact">اتصل بنا</a></footer>',
    '<div class="most-read"><h3>الأكثر قراءة</h3><ul><li><a href="/n/77001">وزير يفتتح معرض الكتاب'
    '</a></li><li><a href="/n/77002">أمطار على الساحل</a></li></ul></div>',
    '<div class="share"><a href="https://t.example/">شارك</a>'
    '<a href="https://f.example/">غرد</a></div>',
)
_BREAKS = (('",', '",,'), ("}", ",}"), ("</script>", "]}</script>"), (":", ": \n\t"))


def _attributes(draft: Draft, chance: Random) -> None:
    for at in places(draft.tokens, is_start):
        if chance.random() < 0.3:
            noise = chance.choice(_NOISE)
            draft.tokens[at] = _TAG_NAME.sub(rf"\g<0>{noise}", draft.tokens[at])


def _head(draft: Draft, chance: Random) -> None:
    """Shuffle what a head holds in single tags."""
    spots = [
        at
        for at in places(draft.tokens, lambda token: name_of(token) in ("meta", "link"))
        if at < _end_of_head(draft)
    ]
    moved = [draft.tokens[at] for at in spots]
    chance.shuffle(moved)
    for at, token in zip(spots, moved, strict=True):
        draft.tokens[at] = token


def _double_meta(draft: Draft, chance: Random) -> None:
    metas = places(draft.tokens, lambda token: name_of(token) == "meta")
    end = _end_of_head(draft)
    if metas and end:
        draft.tokens[end:end] = [draft.tokens[chance.choice(metas)] for _ in range(5)]


def _scripts(draft: Draft, chance: Random) -> None:
    _insert(draft, chance, _SCRIPTS, _between_blocks(draft))


def _comments(draft: Draft, chance: Random) -> None:
    _insert(draft, chance, _COMMENTS, _between_blocks(draft))


def _space(draft: Draft, chance: Random) -> None:
    _insert(draft, chance, ("\n", "  ", "\t\n", "\r\n\r\n"), _between_blocks(draft), 40)


def _chrome(draft: Draft, chance: Random) -> None:
    """Put chrome where templates do: first and last in the body."""
    ends = places(draft.tokens, lambda token: is_end(token) and name_of(token) == "body")
    starts = places(draft.tokens, lambda token: is_start(token) and name_of(token) == "body")
    if ends:
        draft.tokens[ends[-1] : ends[-1]] = [chance.choice(_CHROME) for _ in range(2)]
    if starts:
        draft.tokens[starts[0] + 1 : starts[0] + 1] = [chance.choice(_CHROME)]


def _wrapped(draft: Draft, chance: Random) -> None:
    """Put everything into containers without a name."""
    starts = places(draft.tokens, lambda token: is_start(token) and name_of(token) == "body")
    ends = places(draft.tokens, lambda token: is_end(token) and name_of(token) == "body")
    if starts and ends:
        many = chance.randrange(1, 8)
        draft.tokens[ends[-1] : ends[-1]] = ["</div>"] * many
        draft.tokens[starts[0] + 1 : starts[0] + 1] = ["<div>"] * many


def _renamed(draft: Draft, chance: Random) -> None:
    """Give other classes and ids to what neither holds the text nor stands in it."""
    body: set[int] = set()
    text = " ".join(draft.seed.kept.split())
    for at, stack in opened(draft.tokens):
        words = " ".join(draft.tokens[at].split())
        if is_text(draft.tokens[at]) and len(words) > 15 and words[:60] in text:
            body.update(stack)
    for at in places(draft.tokens, is_start):
        if at not in body and chance.random() < 0.5:
            draft.tokens[at] = _NAMING.sub(f' class="z{chance.randrange(999)}"', draft.tokens[at])


def _references(draft: Draft, chance: Random) -> None:
    for at in places(draft.tokens, is_text):
        if chance.random() < 0.3:
            draft.tokens[at] = "".join(
                f"&#{ord(char)};" if char > "\x7f" and chance.random() < 0.3 else char
                for char in draft.tokens[at]
            )


def _case(draft: Draft, chance: Random) -> None:
    for at in places(draft.tokens, lambda token: is_start(token) or is_end(token)):
        head = re.match(r"</?[\w:-]+", draft.tokens[at])
        if head and chance.random() < 0.5:
            draft.tokens[at] = head.group().upper() + draft.tokens[at][head.end() :]


def _charset(draft: Draft, chance: Random) -> None:
    codec, named = chance.choice(
        [
            ("cp1256", "windows-1256"),
            ("utf-16", "utf-16"),
            ("utf-8-sig", "utf-8"),
            ("utf-8", "UTF8"),
        ]
    )
    draft.charset, draft.content_type = codec, f"text/html; charset={named}"
    for at in places(draft.tokens, lambda token: name_of(token) == "meta"):
        draft.tokens[at] = re.sub(r"(?i)utf-8|windows-1256", named, draft.tokens[at])


def _broken_json(draft: Draft, chance: Random) -> None:
    """Break a graph where outlets do, or add one that is broken from the start."""
    scripts = places(draft.tokens, is_json_ld)
    if not scripts or chance.random() < 0.3:
        draft.tokens[_end_of_head(draft) : _end_of_head(draft)] = [
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "عن</script>'
        ]
        return
    at = chance.choice(scripts)
    draft.tokens[at] = draft.tokens[at].replace(*chance.choice(_BREAKS), 1)


def _insert(
    draft: Draft, chance: Random, pieces: tuple[str, ...], spots: list[int], many: int = 4
) -> None:
    for at in sorted(chance.sample(spots, min(many, len(spots))), reverse=True):
        draft.tokens.insert(at, chance.choice(pieces))


def _between_blocks(draft: Draft) -> list[int]:
    """Return the places in the body before a block begins or after one ends."""
    first = _end_of_head(draft)
    return [
        at
        for at in range(first + 2, len(draft.tokens))
        if (is_start(draft.tokens[at]) and name_of(draft.tokens[at]) in BLOCKS - {"body", "html"})
        or (is_end(draft.tokens[at - 1]) and name_of(draft.tokens[at - 1]) in BLOCKS)
    ]


def _end_of_head(draft: Draft) -> int:
    ends = places(draft.tokens, lambda token: is_end(token) and name_of(token) == "head")
    return ends[0] if ends else 0


HARMLESS = tuple(
    Mutator(name=name, forms=PAGES, change=change, keeps=True)
    for name, change in {
        "attribute noise": _attributes,
        "head reordered": _head,
        "meta doubled": _double_meta,
        "scripts and ads": _scripts,
        "comments": _comments,
        "space": _space,
        "chrome added": _chrome,
        "wrapped": _wrapped,
        "classes renamed": _renamed,
        "references": _references,
        "case of tags": _case,
        "charset": _charset,
        "broken JSON-LD": _broken_json,
    }.items()
)
