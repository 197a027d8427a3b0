"""«مرقاب»: server-rendered components, hashed classes, a JSON-LD graph, instants with offset."""

import gzip
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from html import escape
from typing import ClassVar
from urllib.parse import quote

from tests.newsroom.xml import Item, atom, document, news_urlset, robots, sitemap_index, urlset
from tests.second_site import mirqab_parts as parts
from tests.second_site.mirqab_graph import graph, iso
from tests.second_site.mirqab_parts import css
from tests.second_site.paper import SecondSitePages, joined
from tests.second_site.printed import gulf
from tests.second_site.story import Block, Story

_FEED = "/api/syndication/v2?format=atom"
_FEED_SIZE = 9
_NEWS_SIZE = 6
_MAPS = "/_sm/"
_ESCAPE = re.compile("%[0-9A-F]{2}")


class Mirqab(SecondSitePages):
    """Articles at /SECTION/WORDS-HASH; listings paged by cursor, gzip sitemaps, paged Atom."""

    name = "مرقاب"
    slug = "mirqab"
    sections: ClassVar[Mapping[str, str]] = {
        "سياسة": "/politics",
        "اقتصاد": "/economy",
        "مجتمع": "/society",
        "علوم": "/science",
        "رياضة": "/sport",
    }
    traps: ClassVar[tuple[str, ...]] = ("/archive?date=",)

    def escape_path(self, path: str) -> str:
        """Escape a path in small letters."""
        return _ESCAPE.sub(lambda match: match[0].lower(), quote(path, safe="/?=&-._~"))

    def page_path(self, path: str, stories: Sequence[Story], number: int) -> str:
        """Return a page's path with the hash of the last story before it."""
        last = stories[(number - 1) * self.page_size - 1]
        return f"{path}?after={last.path.rpartition('-')[2]}"

    def add_other_pages(self) -> None:
        """Add everything that is no article."""
        self.page("/", self._home())
        for path, (title, paragraphs) in parts.PLAIN_PAGES.items():
            self.page(path, self.frame(title, parts.plain_page(title, paragraphs)))
        for topic in sorted({tag for story in self.articles for tag in story.tags}):
            tagged = [story for story in self.articles if topic in story.tags]
            self._list_page(f"/topics/{topic.replace(' ', '-')}", topic, tagged)
        for author in sorted({name for story in self.articles for name in story.authors}):
            signed = [story for story in self.articles if author in story.authors]
            self._list_page(f"/people/{author.replace(' ', '-')}", author, signed)
        if "feed" in self.ways:
            self._install_feed()
        maps = self._install_maps() if "sitemap" in self.ways else []
        rules = ["Disallow: /preview/", "Disallow: /search", "Disallow: /api/v1/"]
        self.data("/robots.txt", robots(rules, maps), "text/plain")

    def endless_page(self, target: str) -> str | None:
        """Return any day's archive, empty, with links to the days around it."""
        if not target.startswith(self.traps[0]):
            return None
        try:
            day = date.fromisoformat(target.removeprefix(self.traps[0]))
            days = [day - timedelta(days=1), day + timedelta(days=1)]
        except (ValueError, OverflowError):
            return None
        links = joined(
            f'<a href="{self.traps[0]}{other_day}">{gulf(other_day)}</a>' for other_day in days
        )
        note = "<p>لا مواد منشورة في هذا اليوم.</p>"
        return self.frame("الأرشيف", f"<h1>أرشيف {gulf(day)}</h1>{note}<nav>{links}</nav>")

    def article(self, story: Story) -> str:
        """Return a story's page."""
        main = [
            f'<article class="{css("article")}" data-testid="article-page">',
            f'<header class="{css("header")}">',
            parts.crumbs(story.section, self.sections[story.section]),
            f'<h1 class="{css("headline")}" data-testid="headline">{escape(story.title)}</h1>',
            parts.deck(story),
            parts.byline(story),
            self._times(story),
            "</header>",
            parts.figure(story.photos[0]) if story.photos else "",
            f'<div class="{css("body")}" data-testid="article-body">{self._body(story)}</div>',
            parts.topics(story),
            parts.SHARE,
            parts.FEEDBACK,
            "</article>",
            self._cards("related", "مواضيع ذات صلة", self.pick_articles(story, 3)),
        ]
        head = parts.head(story, self.absolute(story.path), self.name)
        head += graph(story, self.absolute, self.name, self.sections[story.section])
        return self.frame(story.title, joined(main), head, story.language)

    def video(self, story: Story) -> str:
        """Return a player with a line under it."""
        head = '<meta property="og:type" content="video.other"/>'
        head += parts.json_ld({"@type": "VideoObject", "name": story.title})
        return self.frame(story.title, parts.player(story), head)

    def gallery(self, story: Story) -> str:
        """Return slides with a line under each."""
        head = parts.json_ld({"@type": "ImageGallery", "name": story.title})
        return self.frame(story.title, parts.slides(story), head)

    def missing_page(self) -> str:
        """Return the page for every address that does not exist."""
        return self.frame("404", parts.LOST, '<meta name="robots" content="noindex"/>')

    def section_page(self, name: str, stories: Sequence[Story], following: str | None) -> str:
        """Return cards and a link to more of them."""
        load_more = (
            f'<a class="{css("more")}" data-testid="load-more" href="{following}">عرض المزيد</a>'
            if following
            else ""
        )
        return self.frame(name, f"<h1>{name}</h1>" + self._cards("river", "", stories) + load_more)

    def frame(self, title: str, main: str, head: str = "", language: str = "ar") -> str:
        """Return a whole page: consent, header, most read, newsletter, footer, state."""
        feed = parts.feed_link(_FEED) if "feed" in self.ways else ""
        most_read = joined(
            f"<li>{self.link(story, more=parts.classed('ranked'), query='?ref=most-read')}</li>"
            for story in self.pick_articles(None, 5, skip=3)
        )
        return parts.FRAME.format(
            title=escape(title if title == self.name else f"{title} | {self.name}"),
            language=language,
            head=feed + head,
            header=css("site-header"),
            sections=joined(f'<a href="{path}">{name}</a>' for name, path in self.sections.items()),
            main=main,
            most_read=most_read,
            newsletter=parts.NEWSLETTER,
            day=self.now.date(),
            year=self.now.year,
        )

    def _times(self, story: Story) -> str:
        row = f'<time datetime="{iso(story.published)}">{gulf(story.published)}</time>'
        if story.modified:
            row += f' <span>آخر تحديث: <time datetime="{iso(story.modified)}">'
            row += f"{gulf(story.modified)}</time></span>"
        minutes = max(1, len(story.text.split()) // 120)
        return f'<div class="{css("meta")}">{row} <span>مدة القراءة {minutes} دقائق</span></div>'

    def _body(self, story: Story) -> str:
        rows: list[str] = []
        for number, block in enumerate(story.blocks, start=1):
            rows.append(self._block(story, block))
            rows += [parts.figure(photo) for photo in story.photos if photo.place == number]
        return joined(rows).replace("</ul>\n<ul>", "")

    def _block(self, story: Story, block: Block) -> str:
        match block.kind:
            case "box":
                name, _, number = block.text.partition(" ")
                return self._box(story, name, int(number or 0))
            case "h":
                return f'<h2 class="{css("crosshead")}">{block.html}</h2>'
            case "quote":
                return f'<blockquote class="{css("quote")}"><p>{block.html}</p></blockquote>'
            case "li":
                return f"<ul><li>{block.html}</li></ul>"
            case _:
                return f'<p class="{css("text")}">{block.html}</p>'

    def _box(self, story: Story, name: str, number: int) -> str:
        if name == "advert":
            return parts.ADVERT
        if name == "newsletter":
            return parts.INLINE_NEWSLETTER
        other = self.pick_articles(story, 1, skip=4)[0]
        return parts.read_also(self.link(other), number)

    def _cards(self, name: str, title: str, stories: Sequence[Story]) -> str:
        cards = [
            f'<div class="{css("card")}" data-testid="{name}-card">'
            f'<img src="/media/thumb-{index}.webp" alt=""/>'
            f'<span class="{css("label")}">{story.section}</span>'
            f"<h3>{self.link(story)}</h3><p>{escape(story.teaser)}</p>"
            f'<time datetime="{iso(story.published)}">{gulf(story.published)}</time></div>'
            for index, story in enumerate(stories)
        ]
        heading = f"<h2>{title}</h2>" if title else ""
        return (
            f'<section class="{css(name)}" data-testid="{name}">{heading}{joined(cards)}</section>'
        )

    def _home(self) -> str:
        return self.frame(self.name, self._cards("hero", "أبرز الأخبار", self.stories[:6]))

    def _list_page(self, path: str, title: str, stories: Sequence[Story]) -> None:
        self.page(path, self.frame(title, f"<h1>{title}</h1>" + self._cards("list", "", stories)))

    def _items(self, stories: Sequence[Story], *, tracked: bool = False) -> list[Item]:
        return [
            Item(
                url=self.absolute(story.path) + ("?utm_source=atom" if tracked else ""),
                title=story.title,
                date=iso(story.modified or story.published),
                section=story.section,
                summary=story.lead or story.teaser,
            )
            for story in stories
        ]

    def _install_feed(self) -> None:
        starts = range(0, len(self.stories), _FEED_SIZE)
        paths = [_FEED] + [f"{_FEED}&page={number}" for number in range(2, len(starts) + 1)]
        for path, start, following in zip(paths, starts, [*paths[1:], None], strict=True):
            stories = self.stories[start : start + _FEED_SIZE]
            items = [
                Item(
                    url=item.url,
                    title=item.title,
                    date=None if story.day_only else iso(story.published),
                    section=item.section,
                    summary=item.summary,
                )
                for item, story in zip(self._items(stories, tracked=True), stories, strict=True)
            ]
            next_page = self.absolute(following) if following else None
            body = document(atom(self.name, self.home, items, next_page))
            self.data(path, body, "application/atom+xml; charset=utf-8")

    def _install_maps(self) -> list[str]:
        """Serve a Google-News sitemap, a gzip sitemap a month, one of other pages, and their index.

        Returns the addresses that robots.txt names.
        """
        months = sorted({f"{story.printed_time:%Y-%m}" for story in self.stories})
        names = ["news.xml", *(f"{month}.xml.gz" for month in months), "static.xml"]
        index = document(sitemap_index(self.absolute(_MAPS + name) for name in names))
        self.data(f"{_MAPS}index.xml.gz", gzip.compress(index, mtime=0), "application/gzip")
        newest = [
            Item(url=self.absolute(story.path), title=story.title, date=iso(story.published))
            for story in self.stories[:_NEWS_SIZE]
        ]
        self.data(f"{_MAPS}news.xml", document(news_urlset(self.name, newest)), "application/xml")
        for month in months:
            stories = [story for story in self.stories if f"{story.printed_time:%Y-%m}" == month]
            body = gzip.compress(document(urlset(self._items(stories))), mtime=0)
            self.data(f"{_MAPS}{month}.xml.gz", body, "application/gzip")
        static = [Item(url=self.absolute(path), title="") for path in parts.PLAIN_PAGES]
        self.data(f"{_MAPS}static.xml", document(urlset(static)), "application/xml")
        return [self.absolute(f"{_MAPS}index.xml.gz")]
