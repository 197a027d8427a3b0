"""«الطاق»: a home-made system, div by div; Levantine months, no zone, a text sitemap, RDF."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import ClassVar

from tests.newsroom.xml import robots
from tests.second_site import altaq_parts as parts
from tests.second_site.paper import SecondSitePages, joined
from tests.second_site.printed import levantine
from tests.second_site.story import Story

_FEED = "/ar/export.php?what=rdf"
_MAP = "/map/ar.txt"


class Altaq(SecondSitePages):
    """Articles at /ar/story/KEY/WORDS and /details/YEAR/NUMBER; listings are paged by offset."""

    name = "شبكة الطاق الإخبارية"
    slug = "altaq"
    sections: ClassVar[Mapping[str, str]] = {
        "سياسة": "/ar/cat/1",
        "أمن": "/ar/cat/2",
        "اقتصاد": "/ar/cat/4",
        "محافظات": "/ar/cat/6",
        "ثقافة": "/ar/cat/9",
        "رياضة": "/ar/cat/11",
    }
    traps: ClassVar[tuple[str, ...]] = tuple(f"{path}?week=" for path in sections.values())

    def escape_path(self, path: str) -> str:
        """Write Arabic letters as they are."""
        return path

    def page_path(self, path: str, stories: Sequence[Story], number: int) -> str:
        """Return a page's path with the number of stories before it."""
        return f"{path}?offset={(number - 1) * self.page_size}"

    def add_other_pages(self) -> None:
        """Add everything that is no article."""
        self.page("/", self._home())
        for path, (title, paragraphs) in parts.PLAIN_PAGES.items():
            self.page(path, self.frame(title, parts.plain_page(title, paragraphs)))
        for tag in sorted({tag for story in self.articles for tag in story.tags}):
            tagged = [story for story in self.articles if tag in story.tags]
            self.page(f"/ar/key/{tag.replace(' ', '+')}", self._named_list(tag, tagged))
        rules = ["Disallow: /details/archive/", "Disallow: /ar/find", "Disallow: /admin/"]
        maps = [self.absolute(_MAP)] if "sitemap" in self.ways else []
        self.data("/robots.txt", robots(rules, maps), "text/plain")
        addresses = [self.absolute(story.path) for story in self.stories]
        if "sitemap" in self.ways:
            self.data(_MAP, ("\n".join(addresses) + "\n").encode(), "text/plain; charset=UTF-8")
        if "feed" in self.ways:
            body = parts.rdf(self.name, self.home, zip(addresses, self.stories, strict=True))
            self.data(_FEED, body, "text/xml; charset=UTF-8")

    def endless_page(self, target: str) -> str | None:
        """Return any section's page of any week, which links to the week before."""
        for name, path in self.sections.items():
            if target.startswith(f"{path}?week="):
                week = target.rpartition("=")[2]
                return self.frame(name, parts.week_page(name, path, week))
        return None

    def article(self, story: Story) -> str:
        """Return a story's page; some repeat their time in the head, without a zone."""
        head = [f'<meta property="og:title" content="{escape(story.title)}">']
        summary = escape(story.lead or story.teaser)
        head.append(f'<meta property="og:description" content="{summary}">')
        if not story.meta:
            head.append('<meta property="og:type" content="website">')
        else:
            stamp = f"{story.printed_time:%Y-%m-%d %H:%M:%S}"
            head.append(f'<meta property="article:published_time" content="{stamp}">')
        other = self.pick_articles(story, 1, skip=5)[0]
        main = [
            '<div class="khabar-full" id="khabar">',
            parts.trail(story.section, self.sections[story.section]),
            f'<h2 class="unwan">{escape(story.title)}</h2>',
            f'<div class="waqt"><i class="saa"></i> {levantine(story.published)}</div>',
            parts.byline(story),
            parts.TOOLS,
            f'<div class="mukhtasar">{escape(story.lead)}</div>' if story.lead else "",
            parts.first_photo(story),
            f'<div class="matn">{parts.body(story, self.link(other))}</div>',
            parts.tags(story),
            parts.SHARE,
            '<div class="silah"><h4>أخبار ذات صلة</h4><ul>',
            *(self._related(other) for other in self.pick_articles(story, 3)),
            "</ul></div>",
            parts.COMMENTS,
            "</div>",
        ]
        return self.frame(story.title, joined(main), joined(head), story.language)

    def video(self, story: Story) -> str:
        """Return a player with a line under it."""
        head = '<meta property="og:type" content="video.other">'
        main = parts.player(story, levantine(story.published))
        return self.frame(story.title, main, head)

    def gallery(self, story: Story) -> str:
        """Return photos with a line under each."""
        return self.frame(story.title, parts.album(story, levantine(story.published)))

    def missing_page(self) -> str:
        """Return the same page for whatever is not there."""
        return self.frame("الصفحة غير موجودة", parts.LOST)

    def section_page(self, name: str, stories: Sequence[Story], following: str | None) -> str:
        """Return small boxes, and a relative link to the next page."""
        path = self.sections[name]
        main = [
            f'<div class="raas-qism"><h2>{name}</h2></div>',
            *(self._small(story) for story in stories),
            f'<div class="arqam"><a href="?{following.partition("?")[2]}">التالي »</a></div>'
            if following
            else "",
            parts.week_filter(path, "2026-W46"),
        ]
        return self.frame(name, joined(main))

    def frame(self, title: str, main: str, head: str = "", language: str = "ar") -> str:
        """Return a whole page: ticker, masthead, sections, side column, footer."""
        most_read = joined(
            f"<li>{self.link(story, query='?utm_source=most&utm_medium=side')}</li>"
            for story in self.pick_articles(None, 5, skip=2)
        )
        ticker = " ● ".join(self.link(story) for story in self.articles[:4])
        feed = parts.feed_link(_FEED) if "feed" in self.ways else ""
        return parts.FRAME.format(
            title=escape(title),
            language=language,
            head=feed + head,
            ticker=ticker,
            today=levantine(self.now),
            sections=joined(
                f'<li><a href="{path}">{name}</a></li>' for name, path in self.sections.items()
            ),
            main=main,
            most_read=most_read,
            year=self.now.year,
        )

    def _home(self) -> str:
        newest = self.stories[:6]
        boxes = [
            f'<div class="qism-box"><h3><a href="{path}">{name}</a></h3>'
            + joined(self._small(story) for story in newest if story.section == name)
            + "</div>"
            for name, path in self.sections.items()
        ]
        return self.frame(self.name, joined(boxes))

    def _named_list(self, title: str, stories: Sequence[Story]) -> str:
        rows = joined(f"<li>{self.link(story)}</li>" for story in stories)
        return self.frame(title, f'<h2>{title}</h2><ul class="natayij">{rows}</ul>')

    def _small(self, story: Story) -> str:
        return joined(
            [
                '<div class="khabar-saghir">',
                self.link(story, more=' class="anwan"'),
                f'<div class="waqt2">{levantine(story.published)}</div>',
                f"<p>{escape(story.teaser)}</p>",
                self.link(story, "التفاصيل", ' class="tafasil"'),
                "</div>",
            ]
        )

    def _related(self, story: Story) -> str:
        day = levantine(story.published, hour=False)
        link = self.link(story, query="?fbclid=IwAR0kq93")
        return f"<li>{link} <small>{day}</small></li>"
