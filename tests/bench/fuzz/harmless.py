"""Harmless mutators: they change a page and leave the article's text as it is."""

import re
from random import Random

from tests.bench.fuzz.draft import PAGES, Draft, Mutator, find_tokens
from tests.bench.fuzz.tokens import (
    BLOCKS,
    is_end,
    is_json_ld,
    is_start,
    is_text,
    iter_open_elements,
    name_of,
)

_CLASS_OR_ID = re.compile(r"""\s(?:class|id)=(?:"[^"]*"|'[^']*')""", re.IGNORECASE)
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
_BOILERPLATE = (
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


def _add_attributes(draft: Draft, chance: Random) -> None:
    for index in find_tokens(draft.tokens, is_start):
        if chance.random() < 0.3:
            noise = chance.choice(_NOISE)
            draft.tokens[index] = _TAG_NAME.sub(rf"\g<0>{noise}", draft.tokens[index])


def _shuffle_head(draft: Draft, chance: Random) -> None:
    """Shuffle the single tags of the head."""
    spots = [
        index
        for index in find_tokens(draft.tokens, lambda token: name_of(token) in ("meta", "link"))
        if index < _find_end_of_head(draft)
    ]
    tags = [draft.tokens[index] for index in spots]
    chance.shuffle(tags)
    for index, token in zip(spots, tags, strict=True):
        draft.tokens[index] = token


def _repeat_meta(draft: Draft, chance: Random) -> None:
    metas = find_tokens(draft.tokens, lambda token: name_of(token) == "meta")
    end = _find_end_of_head(draft)
    if metas and end:
        draft.tokens[end:end] = [draft.tokens[chance.choice(metas)] for _ in range(5)]


def _add_scripts(draft: Draft, chance: Random) -> None:
    _insert(draft, chance, _SCRIPTS, _find_block_boundaries(draft))


def _add_comments(draft: Draft, chance: Random) -> None:
    _insert(draft, chance, _COMMENTS, _find_block_boundaries(draft))


def _add_space(draft: Draft, chance: Random) -> None:
    _insert(draft, chance, ("\n", "  ", "\t\n", "\r\n\r\n"), _find_block_boundaries(draft), 40)


def _add_boilerplate(draft: Draft, chance: Random) -> None:
    """Put boilerplate where templates do: first and last in the body."""
    ends = find_tokens(draft.tokens, lambda token: is_end(token) and name_of(token) == "body")
    starts = find_tokens(draft.tokens, lambda token: is_start(token) and name_of(token) == "body")
    if ends:
        draft.tokens[ends[-1] : ends[-1]] = [chance.choice(_BOILERPLATE) for _ in range(2)]
    if starts:
        draft.tokens[starts[0] + 1 : starts[0] + 1] = [chance.choice(_BOILERPLATE)]


def _wrap_body(draft: Draft, chance: Random) -> None:
    """Put the body's content into elements without a name."""
    starts = find_tokens(draft.tokens, lambda token: is_start(token) and name_of(token) == "body")
    ends = find_tokens(draft.tokens, lambda token: is_end(token) and name_of(token) == "body")
    if starts and ends:
        depth = chance.randrange(1, 8)
        draft.tokens[ends[-1] : ends[-1]] = ["</div>"] * depth
        draft.tokens[starts[0] + 1 : starts[0] + 1] = ["<div>"] * depth


def _rename_classes(draft: Draft, chance: Random) -> None:
    """Give other classes to elements that neither hold the article's text nor stand in it."""
    text_elements: set[int] = set()
    text = " ".join(draft.seed.article_text.split())
    for index, stack in iter_open_elements(draft.tokens):
        words = " ".join(draft.tokens[index].split())
        if is_text(draft.tokens[index]) and len(words) > 15 and words[:60] in text:
            text_elements.update(stack)
    for index in find_tokens(draft.tokens, is_start):
        if index not in text_elements and chance.random() < 0.5:
            draft.tokens[index] = _CLASS_OR_ID.sub(
                f' class="z{chance.randrange(999)}"', draft.tokens[index]
            )


def _write_references(draft: Draft, chance: Random) -> None:
    for index in find_tokens(draft.tokens, is_text):
        if chance.random() < 0.3:
            draft.tokens[index] = "".join(
                f"&#{ord(char)};" if char > "\x7f" and chance.random() < 0.3 else char
                for char in draft.tokens[index]
            )


def _change_case(draft: Draft, chance: Random) -> None:
    for index in find_tokens(draft.tokens, lambda token: is_start(token) or is_end(token)):
        head = re.match(r"</?[\w:-]+", draft.tokens[index])
        if head and chance.random() < 0.5:
            draft.tokens[index] = head.group().upper() + draft.tokens[index][head.end() :]


def _change_charset(draft: Draft, chance: Random) -> None:
    codec, named = chance.choice(
        [
            ("cp1256", "windows-1256"),
            ("utf-16", "utf-16"),
            ("utf-8-sig", "utf-8"),
            ("utf-8", "UTF8"),
        ]
    )
    draft.charset, draft.content_type = codec, f"text/html; charset={named}"
    for index in find_tokens(draft.tokens, lambda token: name_of(token) == "meta"):
        draft.tokens[index] = re.sub(r"(?i)utf-8|windows-1256", named, draft.tokens[index])


def _break_json(draft: Draft, chance: Random) -> None:
    """Break a JSON-LD script as outlets do, or add one that is broken."""
    scripts = find_tokens(draft.tokens, is_json_ld)
    if not scripts or chance.random() < 0.3:
        draft.tokens[_find_end_of_head(draft) : _find_end_of_head(draft)] = [
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "عن</script>'
        ]
        return
    index = chance.choice(scripts)
    draft.tokens[index] = draft.tokens[index].replace(*chance.choice(_BREAKS), 1)


def _insert(
    draft: Draft, chance: Random, pieces: tuple[str, ...], spots: list[int], count: int = 4
) -> None:
    for index in sorted(chance.sample(spots, min(count, len(spots))), reverse=True):
        draft.tokens.insert(index, chance.choice(pieces))


def _find_block_boundaries(draft: Draft) -> list[int]:
    """Return the indices in the body where a block begins, or after which one ended."""
    first = _find_end_of_head(draft)
    return [
        index
        for index in range(first + 2, len(draft.tokens))
        if (
            is_start(draft.tokens[index])
            and name_of(draft.tokens[index]) in BLOCKS - {"body", "html"}
        )
        or (is_end(draft.tokens[index - 1]) and name_of(draft.tokens[index - 1]) in BLOCKS)
    ]


def _find_end_of_head(draft: Draft) -> int:
    ends = find_tokens(draft.tokens, lambda token: is_end(token) and name_of(token) == "head")
    return ends[0] if ends else 0


HARMLESS = tuple(
    Mutator(name=name, kinds=PAGES, change=change, keeps_text=True)
    for name, change in {
        "attribute noise": _add_attributes,
        "head reordered": _shuffle_head,
        "meta doubled": _repeat_meta,
        "scripts and ads": _add_scripts,
        "comments": _add_comments,
        "space": _add_space,
        "chrome added": _add_boilerplate,
        "wrapped": _wrap_body,
        "classes renamed": _rename_classes,
        "references": _write_references,
        "case of tags": _change_case,
        "charset": _change_charset,
        "broken JSON-LD": _break_json,
    }.items()
)
