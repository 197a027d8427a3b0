import pytest

from crawler.extraction.fields.title import choose_title
from crawler.extraction.fields.title_candidates import TitleCandidate
from tests.extraction.pages import TITLE, document, extract_article, paragraphs

SITE = ["صحيفة خبر", "khabar"]


def chosen(**rungs: str) -> str | None:
    candidates = [TitleCandidate(rung.replace("_", "-"), text) for rung, text in rungs.items()]
    best = choose_title(candidates, SITE)
    return best.text if best else None


@pytest.mark.parametrize("sign", [" | ", " - ", " – ", " « ", " :: "])
def test_the_sites_name_goes_from_either_end(sign: str) -> None:
    assert chosen(title=f"{TITLE}{sign}صحيفة خبر") == TITLE
    assert chosen(title=f"صحيفة خبر{sign}{TITLE}") == TITLE


def test_what_another_rung_does_not_have_goes() -> None:
    assert chosen(title=f"{TITLE} - أخبار محلية", markup=TITLE) == TITLE
    assert chosen(json_ld=TITLE, markup=f"عاجل: {TITLE}") == TITLE


def test_a_dash_of_the_headline_stays() -> None:
    title = "لقاء مع المهندس - ثلاثة أعوام تحت السقف"
    assert chosen(title=f"{title} | صحيفة خبر", markup=title, meta=title) == title


def test_an_abbreviated_headline_does_not_win() -> None:
    cut = " ".join(TITLE.split()[:5]) + "..."
    assert chosen(meta=cut, title=f"{cut} | صحيفة خبر", markup=TITLE) == TITLE


def test_the_page_shows_the_signs_that_meta_data_lose() -> None:
    assert (
        chosen(meta="المهندس يقول كل شيء", markup="المهندس: «يقول كل شيء»")
        == "المهندس: «يقول كل شيء»"
    )


def test_the_logo_in_a_first_level_heading_is_no_headline() -> None:
    head = f'<meta property="og:title" content="{TITLE}">'
    page = document(f"<h1>خبر</h1><h2>{TITLE}</h2>{paragraphs()}", head=head)
    assert extract_article(page).title == TITLE


def test_a_page_without_headings_names_its_title_element() -> None:
    page = document(f'<span id="lblTitle" class="newstitle">{TITLE}</span>{paragraphs()}')
    assert extract_article(page).title == TITLE


def test_nothing_gives_none() -> None:
    assert chosen() is None
    assert chosen(title="| -") is None


def test_a_second_level_heading_shows_the_title_above_one_for_search_engines() -> None:
    shown = "ثلاثة أعوام تحت السقف الخشبي"
    head = f'<meta property="og:title" content="{shown} | صحيفة خبر">'
    head += '<meta property="og:site_name" content="صحيفة خبر">'
    main = f"<h1>{TITLE}</h1><h2><span>حوار</span> <span>{shown}</span></h2>{paragraphs()}"
    assert extract_article(document(main, head=head)).title == shown
    both = f"<h1>{shown}</h1><h2>{shown}</h2>{paragraphs()}"
    assert extract_article(document(both, head=head, title=shown)).title == shown


def test_the_heading_readers_see_stands_against_titles_for_search_engines() -> None:
    shown = "ثلاثة أعوام تحت السقف الخشبي"
    titles = {"json_ld": TITLE, "title": TITLE, "meta": shown, "markup": shown}
    assert chosen(**titles) == shown
    assert chosen(json_ld=TITLE, title=TITLE, meta=TITLE, markup=shown) == shown


def test_a_heading_that_shares_no_word_with_the_titles_is_no_headline() -> None:
    assert chosen(title=TITLE, meta=TITLE, markup="ملفات خاصة وتقارير مطولة") == TITLE


NAME = "الراية الخضراء"


@pytest.mark.parametrize(
    "masthead",
    [
        f'<h1><a href="/">{NAME}</a></h1>',
        f'<h1><a href="/index.php"><img src="/l.png" alt="{NAME}"></a></h1>',
        f'<a href="https://khabar.example/"><img src="/l.png" alt="{NAME}"></a><h1>{NAME}</h1>',
        f"<h1>جريدة {NAME}</h1>",
        f"<div>{NAME}</div>",
    ],
)
@pytest.mark.parametrize("form", ["{name} : {title}", "{title} - {name}", "{name} -{title}"])
@pytest.mark.parametrize("tag", ["h1", "td", "font", "b"])
def test_a_masthead_is_no_headline(masthead: str, form: str, tag: str) -> None:
    name = "جريدة " + NAME if "جريدة" in masthead else NAME
    page = document(f"<{tag}>{TITLE}</{tag}>{paragraphs()}")
    tag_text = form.format(name=name, title=TITLE)
    page = page.replace(f"{TITLE} | خبر</title>", f"{tag_text}</title>")
    page = page.replace('<div class="menu">', f'{masthead}<div class="menu">')
    assert extract_article(page).title == TITLE


@pytest.mark.parametrize(
    "name", ["صحيفة المدى", "المدى نيوز", "وكالة المدى الإخبارية", "almada.net"]
)
def test_an_outlets_name_is_known_by_its_words(name: str) -> None:
    assert chosen(title=f"{TITLE} - {name}") == chosen(title=f"{name} : {TITLE}") == TITLE


@pytest.mark.parametrize("ending", ["| محليات", "» أخبار » الراية", ":: الراية :: محليات"])
def test_what_stands_behind_bars_goes_where_nothing_else_says_the_title(ending: str) -> None:
    assert chosen(title=f"{TITLE} {ending}") == TITLE


def test_a_word_or_two_behind_a_dash_go_where_nothing_else_says_the_title() -> None:
    assert chosen(title=f"{TITLE} - الراية") == chosen(title=f"الراية – {TITLE}") == TITLE


def test_an_outlet_that_a_headline_names_stays() -> None:
    title = "صحيفة بريطانية: لا اتفاق على السوق القديم"
    assert chosen(title=f"{title} | خبر", markup=title) == title
    assert chosen(title=title) == title


def test_a_line_between_breaks_may_show_the_title() -> None:
    page = document(f"<table><tr><td><br>{TITLE}<br>20-11-2026</td></tr></table>{paragraphs()}")
    article = extract_article(page)
    assert (article.title, article.evidence["title"]) == (TITLE, "markup")


@pytest.mark.parametrize(
    "headline",
    [
        '<span itemprop="headline">{title}</span>',
        '<div class="newstitle">{title}</div>',
        "<div><b>{title}</b></div>",
        '<p><font size="5">{title}</font></p>',
        "<h3>{title}</h3>",
    ],
)
def test_a_page_called_like_its_outlet_shows_its_headline(headline: str) -> None:
    page = document(headline.format(title=TITLE) + paragraphs(), title="")
    page = page.replace("<title> | خبر</title>", "<title>جريدة الراية</title>")
    assert extract_article(page).title == TITLE
    assert extract_article(page.replace(TITLE, "خبر")).title is None
