"""Mutators that break mark-up: tags cut, dropped, doubled, misnested, nested too deep, too many."""

import re
from random import Random

from tests.bench.fuzz.draft import EVERY, PAGES, XML, Draft, Mutator, find_tokens
from tests.bench.fuzz.material import load_site_bodies
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
    draft.tokens = [
        token for token in draft.tokens if not (is_end(token) and chance.random() < share)
    ]


def _double_ends(draft: Draft, chance: Random) -> None:
    for index in reversed(find_tokens(draft.tokens, is_end)):
        if chance.random() < 0.2:
            draft.tokens.insert(index, draft.tokens[index])


def _misnest(draft: Draft, chance: Random) -> None:
    tags = find_tokens(draft.tokens, lambda token: is_start(token) or is_end(token))
    for _ in range(min(12, len(tags))):
        first, second = chance.choice(tags), chance.choice(tags)
        draft.tokens[first], draft.tokens[second] = draft.tokens[second], draft.tokens[first]


def _cut_out(draft: Draft, chance: Random) -> None:
    start = chance.randrange(len(draft.tokens) + 1)
    del draft.tokens[start : start + chance.choice([1, 5, 50])]


def _repeat(draft: Draft, chance: Random) -> None:
    start = chance.randrange(len(draft.tokens) + 1)
    piece = draft.tokens[start : start + chance.choice([1, 4, 20])]
    draft.tokens[start:start] = piece * chance.choice([1, 3, 300 // (len(piece) + 1) + 1])


def _cross(draft: Draft, chance: Random) -> None:
    """Replace the rest of the body with a part of another body."""
    other = chance.choice(load_site_bodies()).tokens
    start = chance.randrange(len(draft.tokens) + 1)
    draft.tokens[start:] = other[chance.randrange(len(other)) :][: len(draft.tokens) + 200]


def _other_names(draft: Draft, chance: Random) -> None:
    name = chance.choice(_NAMES)
    for index in find_tokens(draft.tokens, lambda token: is_start(token) or is_end(token)):
        if chance.random() < 0.1:
            draft.tokens[index] = re.sub(r"^(</?)[^\s>/]+", rf"\g<1>{name}", draft.tokens[index])


def _many_attributes(draft: Draft, chance: Random) -> None:
    count = chance.choice([30, 300, 3000])
    burst = chance.choice([
        "".join(f" a{n}={n}" for n in range(count)),
        f' class="{"a-b " * count}"',
        f' style="{"x:y;" * count}"',
        f' id="{"x" * count * 3}"',
        " href=//x" * count,
        ' title="' + "'<" * count,
        f' datetime="{"2026-" * count}"',
    ])  # fmt: skip
    tags = find_tokens(draft.tokens, is_start)
    for index in chance.sample(tags, min(chance.choice([1, 3]), len(tags))):
        draft.tokens[index] = re.sub(
            r"\s*/?>$", lambda end: burst + end.group(), draft.tokens[index]
        )


def _nest(draft: Draft, chance: Random) -> None:
    piece, depth = chance.choice(_NESTS), chance.choice([30, 260, 900])
    start = chance.randrange(len(draft.tokens) + 1)
    closing = "".join(f"</{name_of(tag)}>" for tag in reversed(split(piece)))
    draft.tokens[start:start] = [piece * depth]
    if chance.random() < 0.5:
        draft.tokens.append(closing * depth)


def _nest_entries(draft: Draft, chance: Random) -> None:
    """Open an element of a feed or sitemap within itself."""
    tags = find_tokens(draft.tokens, is_start)
    if tags:
        index = chance.choice(tags)
        draft.tokens[index] *= chance.choice([2, 30, 300])


def _leave_open(draft: Draft, chance: Random) -> None:
    """Leave a tag, a comment or a section unfinished."""
    start = chance.randrange(len(draft.tokens) + 1)
    draft.tokens[start:start] = [chance.choice([
        "<", "<a href='", '<p class="', "<!--", "<![CDATA[", "<script>", "<title>", "<textarea>",
        "<?php", "<!DOCTYPE x [", "&", "&#", "]]>", "</", "<style>", "<plaintext>", "<noscript>",
    ])]  # fmt: skip


BROKEN_MARKUP = (
    Mutator(name="end tags dropped", kinds=PAGES | XML, change=_drop_ends),
    Mutator(name="end tags doubled", kinds=PAGES | XML, change=_double_ends),
    Mutator(name="misnested", kinds=PAGES | XML, change=_misnest),
    Mutator(name="cut out", kinds=EVERY, change=_cut_out),
    Mutator(name="repeated", kinds=EVERY, change=_repeat),
    Mutator(name="crossed", kinds=EVERY, change=_cross),
    Mutator(name="other names", kinds=PAGES | XML, change=_other_names),
    Mutator(name="attributes burst", kinds=PAGES | XML, change=_many_attributes),
    Mutator(name="nested deep", kinds=PAGES | XML, change=_nest),
    Mutator(name="nested in itself", kinds=PAGES | XML, change=_nest_entries),
    Mutator(name="left open", kinds=PAGES | XML, change=_leave_open),
)
