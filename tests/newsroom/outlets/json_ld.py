"""مدار: a home-made system with JSON-LD and a Google-News sitemap; paragraphs are divs."""

import json
from collections.abc import Sequence
from html import escape
from typing import Any, ClassVar

from tests.newsroom import xml
from tests.newsroom.markup import body, comments, day_in_words
from tests.newsroom.site import Site
from tests.newsroom.story import Block, Photo, Story
from tests.sample_stories import teaser

_LATEST = 8


class Madar(Site):
    """Addresses with section, day, and a Latin name with a number."""

    name = "مدار"
    slug = "madar"
    sections: ClassVar = {
        "مجتمع": "society",
        "اقتصاد": "economy",
        "رياضة": "sport",
        "تكنولوجيا": "tech",
    }
    validator = "etag"

    def path(self, story: Story) -> str:
        """Return an article's path, a draft's in a forbidden folder."""
        part = "embargo" if story.fate == "denied" else self.sections[story.section]
        return f"/{part}/{story.printed_time:%Y-%m-%d}/{story.key}"

    def add_other_pages(self) -> None:
        """Add home, sections, log-in and privacy, then sources and robots.txt."""
        self.listing("/", self.name, self.stories[: self.page_size])
        for section, part in self.sections.items():
            self.listing(f"/{part}", section, self.of_section(section))
        self.page("/account/signin", self.frame(title="حسابي", head="", main="<h1>حسابي</h1>"))
        self.page("/privacy", self.frame(title="الخصوصية", head="", main=_PRIVACY))
        sitemaps = []
        if "feed" in self.ways:
            items = [self._item(story) for story in self.stories]
            feed = xml.document(xml.rss(self.name, self.home, items))
            self.data("/rss.xml", feed, "application/xml; charset=utf-8")
        if "sitemap" in self.ways:
            self._sitemaps()
            sitemaps = [self.home + "sitemap-news.xml", self.home + "sitemap-archive.xml"]
        rules = ["Disallow: /embargo/", "Disallow: /account/"]
        self.data("/robots.txt", xml.robots(rules, sitemaps), "text/plain; charset=utf-8")

    def _sitemaps(self) -> None:
        latest = [
            xml.Item(
                url=self.absolute(self.path(story)),
                title=story.title,
                date=story.printed_time.isoformat(),
            )
            for story in self.stories[:_LATEST]
        ]
        older = [
            xml.Item(
                url=self.absolute(self.path(story)),
                title=story.title,
                date=story.modified.isoformat() if story.modified else None,
            )
            for story in self.stories[_LATEST:]
        ]
        news = xml.document(xml.news_urlset(self.name, latest))
        self.data("/sitemap-news.xml", news, "application/xml; charset=utf-8")
        archive = xml.document(xml.urlset(older))
        self.data("/sitemap-archive.xml", archive, "application/xml; charset=utf-8")

    def _item(self, story: Story) -> xml.Item:
        return xml.Item(
            url=self.absolute(self.path(story)) + "?utm_source=rss&utm_medium=feed",
            title=story.title,
            date=xml.rfc822(story.printed_time),
            section=story.section,
            summary=story.lead,
        )

    def page_path(self, path: str, number: int) -> str:
        """Return a page's path by its number."""
        return f"{path}?page={number}"

    def listing_page(
        self, title: str, stories: Sequence[Story], number: int, paths: Sequence[str]
    ) -> str:
        """Return headlines, and a button for more."""
        cards = "\n".join(
            f'<div class="c-teaser"><h3 class="c-teaser__title">{self.link(story)}</h3></div>'
            for story in stories
        )
        more = "".join(
            f'<a class="c-more" href="{path}">عرض المزيد</a>' for path in paths[number : number + 1]
        )
        main = f'<h1 class="c-title">{title}</h1>{cards}{more}'
        return self.frame(title=title, head="", main=main)

    def article(self, story: Story) -> str:
        """Return a story's page, which prints what its JSON-LD says in classes without meaning."""
        lead = f'<div class="c-standfirst">{escape(story.lead)}</div>' if story.lead else ""
        main = f"""<div class="l-story">
<a class="c-kicker" href="/{self.sections[story.section]}">{story.section}</a>
<h1 class="c-headline">{escape(story.title)}</h1>
{lead}
<div class="c-signature">{escape("، ".join(story.authors))} · {day_in_words(story.printed_time)} {
            story.printed_time:%H:%M}</div>
{self._photo(story.photo)}
<div class="c-body">
{body(story.blocks, {2: self._also(story), 3: _ADVERT}, _render)}
</div>
<div class="c-topics">{" ".join(f"<span>{tag}</span>" for tag in story.tags)}</div>
<div class="c-share">انسخ الرابط · أرسل بالبريد</div>
</div>
<div class="c-related"><div class="c-related__head">قد يهمك أيضا</div>{
            "".join(
                f'<div class="c-related__item">{self.link(other)}</div>'
                for other in self.pick_articles(story, 4)
            )
        }</div>
{self._comments(story)}"""
        return self.frame(title=story.title, head=self._head(story, self._data(story)), main=main)

    def non_article_page(self, story: Story) -> str:
        """Return a video page whose address looks like an article's."""
        data = {
            "@context": "https://schema.org",
            "@type": "VideoObject",
            "name": story.title,
            "description": story.first_paragraph,
            "uploadDate": story.printed_time.isoformat(),
            "contentUrl": f"{self.home}media/{story.key}.mp4",
        }
        main = (
            f'<h1 class="c-headline">{escape(story.title)}</h1><video controls src="/media/'
            f'{story.key}.mp4"></video>'
            f'<div class="c-standfirst">{escape(story.first_paragraph)}</div>'
        )
        return self.frame(title=story.title, head=self._head(story, data), main=main)

    def _data(self, story: Story) -> dict[str, Any]:
        data: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "mainEntityOfPage": {"@type": "WebPage", "@id": self.absolute(self.path(story))},
            "headline": story.title,
            "description": story.lead or teaser(story.first_paragraph, 24),
            "datePublished": story.printed_time.isoformat(),
            "author": [_author(name) for name in story.authors],
            "articleSection": story.section,
            "keywords": list(story.tags),
            "inLanguage": "ar",
            "publisher": {"@type": "NewsMediaOrganization", "name": self.name},
        }
        if story.modified:
            data["dateModified"] = story.modified.isoformat()
        if story.photo:
            data["image"] = {
                "@type": "ImageObject",
                "url": f"{self.home}media/{story.photo.file}",
                "caption": story.photo.caption,
            }
        return data

    def _head(self, story: Story, data: dict[str, Any]) -> str:
        text = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
        address = escape(self.absolute(self.path(story)))
        return f"""<link rel="canonical" href="{address}">
<script type="application/ld+json">{text}</script>"""

    def _photo(self, photo: Photo | None) -> str:
        if photo is None:
            return ""
        credit = f'<span class="c-photo__by">© {photo.credit}</span>' if photo.credit else ""
        return (
            f'<div class="c-photo"><img src="/media/{photo.file}" width="1600" height="900"'
            f' alt=""><div class="c-photo__text">{escape(photo.caption)}</div>{credit}</div>'
        )

    def _also(self, story: Story) -> str:
        return (
            f'<div class="c-also">اقرأ أيضا {self.link(self.pick_articles(story, 1, 5)[0])}</div>'
        )

    def _comments(self, story: Story) -> str:
        rows = "".join(
            f'<div class="c-comment"><b>{name}</b> <time>{when}</time><div>{words}</div></div>'
            for name, when, words in comments(len(story.key))
        )
        return f'<div class="c-comments"><h2>شارك برأيك</h2>{rows}</div>'

    def frame(self, *, title: str, head: str, main: str) -> str:
        """Return a page with masthead, menu, latest news, newsletter and footer, naming no feed."""
        menu = "".join(f'<a href="/{part}">{name}</a>' for name, part in self.sections.items())
        latest = "".join(
            f'<div class="c-latest__item">{self.link(story)}</div>'
            for story in self.pick_articles(self.stories[2], 5)
        )
        return f"""<!doctype html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{escape(title)} | {self.name}</title>
{head}</head><body><div id="app">
<div class="c-consent">نحترم خصوصيتك.
<a href="/privacy">إدارة الخيارات</a> <button>قبول الكل</button></div>
<div class="l-top"><a href="/" class="c-logo">{self.name}</a>
<span class="c-today">{day_in_words(self.today)}</span>{menu}
<a href="/account/signin">حسابي</a></div>
<div class="l-main">
{main}
</div>
<div class="l-side"><div class="c-latest__head">آخر الأخبار</div>{latest}
<div class="c-newsletter">اشترك في نشرة المساء <input type="email">
<button>تسجيل</button></div></div>
<div class="l-foot">{self.name} {self.today.year} · الدار البيضاء ·
<a href="/privacy">الخصوصية</a></div>
</div></body></html>"""


_ADVERT = '<div class="c-slot">إعلان<a href="https://ads.example/12">رحلات نهاية الأسبوع</a></div>'
_PRIVACY = "<h1>الخصوصية</h1><p>لا نبيع بيانات قرائنا ولا نشاركها.</p>"


def _author(name: str) -> dict[str, str]:
    return {"@type": "Organization" if "وكالة" in name else "Person", "name": name}


def _render(block: Block) -> str:
    words = escape(block.text, quote=False)
    match block.kind:
        case "h":
            return f'<div class="c-body__sub"><b>{words}</b></div>'
        case "li":
            return f"<li>{words}</li>"
        case "quote":
            return f'<blockquote class="c-quote">{words}</blockquote>'
        case _:
            return f'<div class="c-body__p">{words}</div>'
