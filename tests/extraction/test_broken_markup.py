"""Mark-up that hides, doubles or mixes texts: copies, comments, cards, boxes, states of scripts."""

import json

import pytest

from tests.extraction.pages import (
    PARAGRAPHS,
    TITLE,
    article_page,
    document,
    extract_article,
    paragraphs,
)

WHOLE = "\n\n".join(PARAGRAPHS)
FIRST, LAST = paragraphs(PARAGRAPHS[:3]), paragraphs(PARAGRAPHS[3:])
SAID = "كنا نخشى أن يضيع السوق كما ضاعت أسواق كثيرة، واليوم نفتح أبوابنا مطمئنين."
OTHER_TITLE = "تشغيل الرصيف الثالث في الميناء القديم"
OTHERS = (
    "أعلنت هيئة الموانئ بدء تشغيل الرصيف الثالث بعد تجارب استمرت أسبوعين كاملين في الميناء.",
    "وذكر مدير الرصيف أن طاقته اليومية تبلغ ثلاثين سفينة يخدمها مئة وعشرون عاملا مدربا.",
)
COMMENTS = (
    "كلام جميل لكن متى تفتح المواقف الجديدة أمام الزوار يا سادة فقد طال انتظارنا كثيرا",
    "شكرا لكل من عمل في هذا المشروع الكبير ونتمنى أن يبقى السوق نظيفا كما هو اليوم",
)


def read_text(html: str) -> str | None:
    return extract_article(html).text


def write_state(text: str) -> str:
    return json.dumps({"story": {"title": TITLE, "content": text}}, ensure_ascii=False)


@pytest.mark.parametrize(
    "body",
    [
        f'<div class="zx">{FIRST}{LAST}</div><div class="phone">{FIRST}{LAST}</div>',
        f'<div class="paper">{"<br>".join(PARAGRAPHS)}</div><div class="zx">{FIRST}{LAST}</div>',
        f'<div class="story">{FIRST}</div></div></body></html><div class="story">{LAST}</div>',
        f'<div class="zx">{paragraphs(PARAGRAPHS[:1])}<aside><a href="#">طباعة</a>'
        f"{paragraphs(PARAGRAPHS[1:])}</div>",
        f'<div class="zx">{FIRST}<template>{LAST}</template></div>',
        f'<div class="zx">{FIRST}<p>{{{{ad_slot_2}}}}</p><p>%%AD%%</p>{LAST}</div>',
        f'<div class="zx">{FIRST}<p><img src="a.jpg" alt="{OTHER_TITLE}"></p><p>{OTHER_TITLE}</p>'
        f"{LAST}</div>",
    ],
    ids=["copy", "copy in lines", "early end", "aside", "template", "placeholders", "alt"],
)
def test_text_stands_once_and_whole(body: str) -> None:
    assert read_text(article_page(body)) == WHOLE


@pytest.mark.parametrize("heading", ["<h3>2 تعليقات</h3>", "<b>عدد التعليقات: 2</b>"])
@pytest.mark.parametrize("tag", ["div", "li", "article"])
@pytest.mark.parametrize("count", [1, 5], ids=["one paragraph", "whole"])
def test_comments_are_told_by_heading_and_short_lines(heading: str, tag: str, count: int) -> None:
    rows = "".join(f"<{tag}><b>سامر</b><p>{text}</p></{tag}>" for text in COMMENTS * 2)
    body = f'<div class="zx">{paragraphs(PARAGRAPHS[:count])}</div>'
    text = read_text(article_page(f'{body}<div class="zz">{heading}{rows}</div>'))
    assert text == "\n\n".join(PARAGRAPHS[:count])


def test_a_counter_of_comments_above_the_text_takes_nothing() -> None:
    assert (
        read_text(article_page(f'<div class="zx"><h4>3 تعليقات</h4>{FIRST}{LAST}</div>')) == WHOLE
    )


@pytest.mark.parametrize(
    ("tag", "heading", "date"),
    [
        ("section", f"<h1>{OTHER_TITLE}</h1>", ""),
        ("div", f"<h2>{OTHER_TITLE}</h2>", "<div>19 نوفمبر 2026</div>"),
        ("article", f'<h2><a href="/n/7">{OTHER_TITLE}</a></h2>', ""),
    ],
)
def test_the_next_article_is_told_by_its_like_element(tag: str, heading: str, date: str) -> None:
    def write(head: str, texts: tuple[str, ...]) -> str:
        body = f'<div class="article-body">{paragraphs(texts)}</div>'
        return f'<{tag} class="post">{head}{date}{body}</{tag}>'

    assert (
        read_text(document(write(f"<h1>{TITLE}</h1>", PARAGRAPHS) + write(heading, OTHERS)))
        == WHOLE
    )


def test_cards_below_the_text_are_other_articles() -> None:
    cards = "".join(
        f'<div class="it"><h3><a href="/n/{n}">{OTHER_TITLE} {n}</a></h3><p>{text}</p></div>'
        for n, text in enumerate(OTHERS)
    )
    assert (
        read_text(article_page(f'<div class="zx">{FIRST}{LAST}<div>{cards}</div></div>')) == WHOLE
    )


@pytest.mark.parametrize(
    "box",
    [
        f"<aside><p>{SAID}</p></aside>",
        f'<figure class="wp-block-pullquote"><blockquote><p>{SAID}</p></blockquote></figure>',
        f'<div class="callout"><q>{SAID}</q></div>',
        f"<figure><table><tr><td>{SAID}</td></tr></table></figure>",
    ],
)
def test_what_a_box_says_alone_stays(box: str) -> None:
    assert SAID in (read_text(article_page(f'<div class="zx">{FIRST}{box}{LAST}</div>')) or "")


def test_a_box_with_a_link_goes() -> None:
    box = f'<aside><h4>اقرأ أيضا</h4><a href="/n/1">{OTHER_TITLE}</a><p>{OTHERS[0]}</p></aside>'
    assert read_text(article_page(f'<div class="zx">{FIRST}{box}{LAST}</div>')) == WHOLE


@pytest.mark.parametrize(
    "write",
    [
        '<div class="qa"><div class="q">{0}</div><div class="a">{1}</div></div>',
        '<div class="card"><h3>{0}</h3><div class="card-text">{1}</div></div>',
        "<details><summary>{0}</summary><p>{1}</p></details>",
        '<div class="card"><h5>{0}</h5><div class="collapse">{1}</div></div>',
    ],
)
def test_like_parts_with_a_line_and_a_sentence_are_text(write: str) -> None:
    parts = ("متى بدأ العمل؟", "في الربيع قبل الماضي."), ("وما أصعب ما فيه؟", "السقف الخشبي وحده.")
    body = FIRST + "".join(write.format(*part) for part in parts) + LAST
    text = read_text(article_page(f'<div class="zx">{body}</div>')) or ""
    assert all(line in text for part in parts for line in part)


@pytest.mark.parametrize("sign", ["◄", "-", "✓"])
def test_a_list_with_signs_at_the_end_is_text(sign: str) -> None:
    lines = [f"{sign} إصلاح المداخل الشمالية", f"{sign} توسيع الساحة"]
    text = read_text(article_page(f'<div class="zx">{FIRST}{LAST}{paragraphs(lines)}</div>')) or ""
    assert all(line in text for line in lines)


def test_paragraphs_marked_as_headings_are_text() -> None:
    texts = [f"{text} {SAID}" for text in PARAGRAPHS]
    body = "".join(f"<h4>{text}</h4>" for text in texts)
    assert read_text(article_page(f'<div class="zx">{body}</div>')) == "\n\n".join(texts)


@pytest.mark.parametrize(
    "script",
    [
        f"var article = {write_state(paragraphs())};",
        f"window.__NUXT__=(function(a,b){{return {{story:{{title:a,body:b}}}}}}"
        f"({json.dumps(TITLE)},{json.dumps(paragraphs())}));",
        f"self.__next_f.push([1,{json.dumps('5:' + write_state(paragraphs()))}])",
        f"self.__next_f.push([1,{json.dumps(f'1a:T{len(paragraphs().encode()):x},{paragraphs()}')}]);"
        f"self.__next_f.push([1,{json.dumps('5:' + write_state('$1a'))}])",
    ],
    ids=["variable", "function", "row", "named row"],
)
def test_states_of_scripts_hold_the_text(script: str) -> None:
    page = document(f'<h1>{TITLE}</h1><div id="app"></div>', head=f"<script>{script}</script>")
    assert read_text(page) == WHOLE
