"""شرفات: the only date of an article is printed, with Levantine month names."""

from collections.abc import Sequence
from html import escape
from typing import ClassVar

from tests.newsroom import xml
from tests.newsroom.markup import LEVANTINE_MONTHS, MONTHS, WEEKDAYS, body, comments, day_in_words
from tests.newsroom.site import Site
from tests.newsroom.story import Block, Photo, Story
from tests.sample_stories import teaser

_BOTH_MONTHS = tuple(
    f"{levantine}/{common}" for levantine, common in zip(LEVANTINE_MONTHS, MONTHS, strict=True)
)


class Shurufat(Site):
    """Addresses with a number and the Arabic headline, unescaped in pages; no robots.txt."""

    name = "شرفات"
    slug = "shurufat"
    validator = "fresh"
    sections: ClassVar = {"أخبار": "akhbar", "مجتمع": "mojtama", "بيئة": "bia", "ثقافة": "thaqafa"}
    page_size = 6

    def path(self, story: Story) -> str:
        """Return an article's path; an old one has the number alone."""
        if story.fate == "moved":
            return f"/details/{story.key}"
        return f"/article/{story.key}-{'-'.join(story.title.replace(':', '').split())}"

    def escape_path(self, path: str) -> str:
        """Leave Arabic letters as they are."""
        return path

    def add_other_pages(self) -> None:
        """Add home, sections, tags, search, "about", and a feed and sitemap at well-known paths."""
        self.listing("/", self.name, self.stories[: self.page_size])
        for section, part in self.sections.items():
            self.listing(f"/section/{part}", section, self.of_section(section))
        for tag in dict.fromkeys(tag for story in self.stories for tag in story.tags):
            main = f"<h1>{tag}</h1>"
            self.page(f"/topic/{tag}", self.frame(title=tag, head="", main=main))
        self.page("/search", self.frame(title="بحث", head="", main="<h1>نتائج البحث</h1>"))
        self.page("/about", self.frame(title="من نحن", head="", main=_ABOUT))
        if "feed" in self.ways:
            feed = xml.rss(self.name, self.home, self.items())
            self.data("/rss", xml.document(feed), "text/xml; charset=utf-8")
        if "sitemap" in self.ways:
            pages = [xml.Item(url=self.home, title=""), xml.Item(url=f"{self.home}about", title="")]
            sitemap = xml.document(xml.urlset([*pages, *self.items()]))
            self.data("/sitemap.xml", sitemap, "application/xml")

    def page_path(self, path: str, number: int) -> str:
        """Return a page's path, which ends in its number."""
        return f"{path}/{number}"

    def listing_page(
        self, title: str, stories: Sequence[Story], number: int, paths: Sequence[str]
    ) -> str:
        """Return cards with dates as on the articles, and a button for more."""
        cards = "\n".join(
            f'<div class="col-md-4"><div class="card">{self.link(story, attributes=_STRETCHED)}'
            f"<small>{self._published(story)}</small></div></div>"
            for story in stories
        )
        next_page = "".join(
            f'<a class="btn" rel="next" href="{path}">المزيد من المواد</a>'
            for path in paths[number : number + 1]
        )
        main = f'<h1>{title}</h1><div class="row">{cards}</div>{next_page}'
        return self.frame(title=title, head="", main=main)

    def article(self, story: Story) -> str:
        """Return a story's page: its teaser is a heading, its section stands among tags."""
        changed = (
            f' <span class="upd">آخر تحديث: {self._modified(story)}</span>'
            if story.modified
            else ""
        )
        byline = (
            f'<span class="by">بقلم {" و ".join(story.authors)}</span>' if story.authors else ""
        )
        main = f"""<div class="article-page">
<h1>{escape(story.title)}</h1>
<h2 class="summary">{escape(story.lead or teaser(story.first_paragraph, 16))}</h2>
<div class="info">{byline} <span class="d">{self._published(story)}</span>{changed}</div>
{self._photo(story.photo)}
<div class="text">
{body(story.blocks, {2: self._promo(story), 4: _ADVERT}, _render)}
</div>
<div class="cats"><span>أقسام</span> <a class="tag" href="/section/{self.sections[story.section]}">{
            story.section
        }</a></div>
{self._tags(story)}
<div class="share">شارك المادة: <a href="https://social.example/x">إكس</a></div>
<div class="more"><h3>أخبار متعلقة</h3>{
            "".join(f"<h4>{self.link(other)}</h4>" for other in self.pick_articles(story, 3, 3))
        }</div>
{self._comments(story)}
</div>"""
        return self.frame(title=story.title, head=self._head(story), main=main)

    def non_article_page(self, story: Story) -> str:
        """Return a photo gallery with a caption a picture."""
        figures = "\n".join(
            f'<figure><img src="/img/{story.key}-{number}.jpg"><figcaption>{escape(block.text)}'
            "</figcaption></figure>"
            for number, block in enumerate(story.blocks, start=1)
        )
        main = f'<h1>{escape(story.title)}</h1><div class="photo-gallery">{figures}</div>'
        return self.frame(title=story.title, head="", main=main)

    def _head(self, story: Story) -> str:
        if story.fate == "twin":
            return ""
        return f'<link rel="canonical" href="{escape(self.url(story))}">'

    def _published(self, story: Story) -> str:
        """Print the date in one of four forms, by the story's number."""
        wall, form = story.printed_time, int(story.key) % 3
        months = _BOTH_MONTHS if form == 1 else LEVANTINE_MONTHS
        if story.day_only:
            return f"{wall.day} {months[wall.month - 1]} {wall.year}"
        day = f"{wall.day} {months[wall.month - 1]} {wall.year}"
        separator = " - " if form != 2 else " | "
        return f"{WEEKDAYS[wall.weekday()]} {day}{separator}{wall:%H:%M}"

    def _modified(self, story: Story) -> str:
        assert story.modified
        return (
            f"{day_in_words(story.modified, LEVANTINE_MONTHS, comma='')} - {story.modified:%H:%M}"
        )

    def _photo(self, photo: Photo | None) -> str:
        if photo is None:
            return ""
        credit = f" | عدسة: {photo.credit}" if photo.credit else ""
        return (
            f'<figure><img src="/img/{photo.file}" class="img-fluid" alt="{self.name}">'
            f"<figcaption>{escape(photo.caption)}{credit}</figcaption></figure>"
        )

    def _promo(self, story: Story) -> str:
        other = self.pick_articles(story, 1, 6)[0]
        return f'<div class="promo"><b>اقرأ أيضاً:</b> {self.link(other)}</div>'

    def _tags(self, story: Story) -> str:
        rows = " ".join(f'<a class="tag" href="/topic/{tag}">#{tag}</a>' for tag in story.tags)
        return f'<div class="topics"><span>وسوم</span> {rows}</div>' if rows else ""

    def _comments(self, story: Story) -> str:
        rows = "".join(
            f'<div class="reply"><b>{name}</b><i>{when}</i><p>{words}</p></div>'
            for name, when, words in comments(int(story.key))
        )
        return f'<div class="replies"><h3>آراء القراء</h3>{rows}</div>'

    def frame(self, *, title: str, head: str, main: str) -> str:
        """Return a page with today's date in Levantine months, menu, sidebar and footer."""
        menu = "".join(
            f'<a class="nav-link" href="/section/{part}">{name}</a>'
            for name, part in self.sections.items()
        )
        feed = (
            '<link rel="alternate" type="application/rss+xml" href="/rss">'
            if "feed" in self.ways
            else ""
        )
        popular = "".join(
            f"<li>{self.link(story)}</li>" for story in self.pick_articles(self.stories[0], 4, 2)
        )
        return f"""<!doctype html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{escape(title)} :: {self.name}</title>
{feed}{head}</head><body>
<div class="topbar">{day_in_words(self.today, LEVANTINE_MONTHS, comma="")} - 07:00</div>
<nav class="navbar"><a class="navbar-brand" href="/">{self.name}</a>{menu}
<a href="/about">من نحن</a><a href="/search">بحث</a></nav>
<div class="container"><div class="row"><div class="col-md-8">
{main}
</div><div class="col-md-4 side"><h3>الأكثر تداولا</h3><ol>{popular}</ol>
<div class="nl"><h3>رسالة شرفات</h3><p>مختارات الأسبوع في بريدك كل سبت.</p></div></div></div></div>
<div class="cookies">نستعمل الكوكيز كي نفهم كيف تقرأون. <a href="/about">التفاصيل</a></div>
<footer>{self.name}، بيروت {self.today.year}. جميع الحقوق محفوظة.</footer></body></html>"""


_STRETCHED = 'class="stretched-link"'
_ADVERT = (
    '<div class="ads"><small>إعلان ممول</small><a href="https://ads.example/3">شقق للبيع</a></div>'
)
_ABOUT = "<h1>من نحن</h1><p>شرفات موقع مستقل يكتب عن الناس والمدن.</p>"


def _render(block: Block) -> str:
    words = escape(block.text, quote=False)
    tags = {"p": "p", "h": "h3", "quote": "blockquote", "li": "li"}
    return f"<{tags[block.kind]}>{words}</{tags[block.kind]}>"
