"""Broken mark-up: what is cut, dropped, doubled, misnested, nested too deep or far too much."""

import re
from random import Random

from tests.bench.fuzz.draft import EVERY, PAGES, XML, Draft, Mutator, places
from tests.bench.fuzz.material import newsroom
from tests.bench.fuzz.tokens import is_end, is_start, name_of, split

_NESTS = (
    "<div>", "<b>", "<font size=1>", "<ul><li>", "<table><tr><td>", "<p><span>", "<blockquote>",
    "<a href=/x>", "<form>", "<h1>", "<svg>", "<select><option>", "<dl><dd>", "<article>", "<math>",
)  # fmt: skip
_NAMES = (
    "div", "p", "td", "table", "svg", "math", "template", "select", "frameset", "title", "br",
    "article", "main", "h1", "time", "li", "plaintext", "object", "script", "html", "body",
    "item", "entry", "url", "loc", "news:news", "link", "rss", "urlset", "x:y", "_",
)  # fmt: skip


def _drop_ends(draft: Draft, chance: Random) -> None:
    share = chance.choice([0.05, 0.5, 1.0])
    draft.tokens = [one for one in draft.tokens if not (is_end(one) and chance.random() < share)]


def _double_ends(draft: Draft, chance: Random) -> None:
    for at in reversed(places(draft.tokens, is_end)):
        if chance.random() < 0.2:
            draft.tokens.insert(at, draft.tokens[at])


def _misnest(draft: Draft, chance: Random) -> None:
    tags = places(draft.tokens, lambda token: is_start(token) or is_end(token))
    for _ in range(min(12, len(tags))):
        here, there = chance.choice(tags), chance.choice(tags)
        draft.tokens[here], draft.tokens[there] = draft.tokens[there], draft.tokens[here]


def _cut_out(draft: Draft, chance: Random) -> None:
    start = chance.randrange(len(draft.tokens) + 1)
    del draft.tokens[start : start + chance.choice([1, 5, 50])]


def _repeat(draft: Draft, chance: Random) -> None:
    start = chance.randrange(len(draft.tokens) + 1)
    piece = draft.tokens[start : start + chance.choice([1, 4, 20])]
    draft.tokens[start:start] = piece * chance.choice([1, 3, 300 // (len(piece) + 1) + 1])


def _cross(draft: Draft, chance: Random) -> None:
    """Go on as another body from some place on."""
    other = chance.choice(newsroom()).tokens
    start = chance.randrange(len(draft.tokens) + 1)
    draft.tokens[start:] = other[chance.randrange(len(other)) :][: len(draft.tokens) + 200]


def _other_names(draft: Draft, chance: Random) -> None:
    name = chance.choice(_NAMES)
    for at in places(draft.tokens, lambda token: is_start(token) or is_end(token)):
        if chance.random() < 0.1:
            draft.tokens[at] = re.sub(r"^(</?)[^\s>/]+", rf"\g<1>{name}", draft.tokens[at])


def _many_attributes(draft: Draft, chance: Random) -> None:
    many = chance.choice([30, 300, 3000])
    burst = chance.choice([
        "".join(f" a{n}={n}" for n in range(many)),
        f' class="{"a-b " * many}"',
        f' style="{"x:y;" * many}"',
        f' id="{"x" * many * 3}"',
        " href=//x" * many,
        ' title="' + "'<" * many,
        f' datetime="{"2026-" * many}"',
    ])  # fmt: skip
    tags = places(draft.tokens, is_start)
    for at in chance.sample(tags, min(chance.choice([1, 3]), len(tags))):
        draft.tokens[at] = re.sub(r"\s*/?>$", lambda end: burst + end.group(), draft.tokens[at])


def _nest(draft: Draft, chance: Random) -> None:
    piece, many = chance.choice(_NESTS), chance.choice([30, 260, 900])
    start = chance.randrange(len(draft.tokens) + 1)
    closing = "".join(f"</{name_of(tag)}>" for tag in reversed(split(piece)))
    draft.tokens[start:start] = [piece * many]
    if chance.random() < 0.5:
        draft.tokens.append(closing * many)


def _nest_entries(draft: Draft, chance: Random) -> None:
    """Open an element of a feed or sitemap within itself."""
    tags = places(draft.tokens, is_start)
    if tags:
        at = chance.choice(tags)
        draft.tokens[at] *= chance.choice([2, 30, 300])


def _bare(draft: Draft, chance: Random) -> None:
    """Leave a tag, a comment or a section unfinished."""
    start = chance.randrange(len(draft.tokens) + 1)
    draft.tokens[start:start] = [chance.choice([
        "<", "<a href='", '<p class="', "<!--", "<![CDATA[", "<script>", "<title>", "<textarea>",
        "<?php", "<!DOCTYPE x [", "&", "&#", "]]>", "</", "<style>", "<plaintext>", "<noscript>",
    ])]  # fmt: skip


SOUP = (
    Mutator(name="end tags dropped", forms=PAGES | XML, change=_drop_ends),
    Mutator(name="end tags doubled", forms=PAGES | XML, change=_double_ends),
    Mutator(name="misnested", forms=PAGES | XML, change=_misnest),
    Mutator(name="cut out", forms=EVERY, change=_cut_out),
    Mutator(name="repeated", forms=EVERY, change=_repeat),
    Mutator(name="crossed", forms=EVERY, change=_cross),
    Mutator(name="other names", forms=PAGES | XML, change=_other_names),
    Mutator(name="attributes burst", forms=PAGES | XML, change=_many_attributes),
    Mutator(name="nested deep", forms=PAGES | XML, change=_nest),
    Mutator(name="nested in itself", forms=PAGES | XML, change=_nest_entries),
    Mutator(name="left open", forms=PAGES | XML, change=_bare),
)
