"""«ضفاف المغارب»: French habits, text parted by line breaks, a base address, partly ISO-8859-6."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import ClassVar
from urllib.parse import quote

from tests.newsroom.server import Reply
from tests.newsroom.xml import Item, document, rfc822, robots, rss, sitemap_index, urlset
from tests.second_site import difaf_parts as parts
from tests.second_site.paper import SecondSitePages, joined
from tests.second_site.printed import maghrebi
from tests.second_site.story import Story

_FRONT_FEED = "/ar/rss/une.xml"
_FRONT_SIZE = 5


class Difaf(SecondSitePages):
    """Articles at /NUMBER-WORDS.html and /ar/lire.php?p_id=NUMBER; each section has a feed."""

    name = "ضفاف المغارب"
    slug = "difaf"
    sections: ClassVar[Mapping[str, str]] = {
        "تونس": "/ar/rubrique-3.html",
        "الجزائر": "/ar/rubrique-5.html",
        "المغرب": "/ar/rubrique-8.html",
        "ثقافة": "/ar/rubrique-12.html",
        "رياضة وشباب": "/ar/rubrique-14.html",
    }
    traps: ClassVar[tuple[str, ...]] = ("/ar/agenda.php?mois=",)

    def escape_path(self, path: str) -> str:
        """Write addresses relative to the base address, which ends in /ar/."""
        encoded = quote(path, safe="/?=&-._~")
        return encoded.removeprefix("/ar/") if path.startswith("/ar/") else f"..{encoded}"

    def page_path(self, path: str, stories: Sequence[Story], number: int) -> str:
        """Return a page's path with the number of stories before it, as French systems do."""
        return f"{path}?debut_articles={(number - 1) * self.page_size}"

    def add_other_pages(self) -> None:
        """Add everything that is no article; the root leads to /ar/."""
        self.replies["/"] = Reply(status=302, headers=(("Location", "/ar/"),))
        self.page("/ar/", self._home())
        for path, (title, paragraphs) in parts.PLAIN_PAGES.items():
            self.page(path, self.frame(title, parts.plain_page(title, paragraphs)))
        for word in self._words():
            tagged = [story for story in self.articles if word in story.tags]
            rows = joined(f"<li>{self.link(story)}</li>" for story in tagged)
            self.page(self._word_path(word), self.frame(word, f"<h2>{word}</h2><ul>{rows}</ul>"))
        self.data(
            "/robots.txt",
            robots(["Disallow: /prive/", "Disallow: /ar/recherche"], ()),
            "text/plain",
        )
        if "feed" in self.ways:
            self._install_feeds()
        if "sitemap" in self.ways:
            self._install_maps()

    def endless_page(self, target: str) -> str | None:
        """Return any month's agenda with links to the months around it."""
        year, month = parts.agenda_month(target, self.traps[0])
        if not year:
            return None
        rows = parts.agenda(year, month, self.escape_path(self.traps[0]))
        return self.frame("المفكرة الثقافية", rows)

    def article(self, story: Story) -> str:
        """Return a story's page."""
        main = [
            self._trail(story),
            '<div class="papier">',
            f'<h1 class="titre">{escape(story.title, quote=False)}</h1>',
            f'<div class="chapeau">{escape(story.lead, quote=False)}</div>' if story.lead else "",
            parts.facts(story),
            joined(
                parts.picture(photo, story.title) for photo in story.photos if photo.form != "dl"
            ),
            f'<div class="corps">{parts.body(story)}{parts.signature(story)}</div>',
            parts.words([(word, self.escape_path(self._word_path(word))) for word in story.tags]),
            parts.TOOLS,
            "</div>",
            '<div class="memerubrique"><h3>في نفس الركن</h3><ul>',
            *(self._same_section(other) for other in self.pick_articles(story, 3)),
            "</ul></div>",
            parts.comments(story) if story.photos else "",
        ]
        head = ""
        if story.path.endswith(".html"):
            head = f'<link rel="canonical" href="{self.absolute(story.path)}" />'
        return self.frame(story.title, joined(main), head, story.language)

    def video(self, story: Story) -> str:
        """Return a player with a line under it."""
        return self.frame(story.title, self._trail(story) + parts.player(story))

    def gallery(self, story: Story) -> str:
        """Return photos with a line under each."""
        return self.frame(story.title, self._trail(story) + parts.album(story))

    def missing_page(self) -> str:
        """Return the page for every address that does not exist."""
        return self.frame("خطأ 404", "<h1>الصفحة المطلوبة غير موجودة</h1>")

    def section_page(self, name: str, stories: Sequence[Story], following: str | None) -> str:
        """Return rows and a link to the next ones."""
        next_page = ""
        if following:
            href = self.escape_path(following)
            next_page = f'<p class="pagination"><a href="{href}">الصفحة الموالية ›</a></p>'
        feed = self._section_feed(self.sections[name])
        rows = joined(self._row(story) for story in stories)
        main = f'<h2 class="rubrique">{name}</h2><table class="liste">{rows}</table>{next_page}'
        return self.frame(name, main, self._feed_link(feed, name))

    def frame(self, title: str, main: str, head: str = "", language: str = "ar") -> str:
        """Return a whole page: today's date and time, menu, right column, footer."""
        feed = self._feed_link(_FRONT_FEED, "آخر الأخبار")
        most_read = joined(
            f"<li>{self.link(story)}</li>" for story in self.pick_articles(None, 4, skip=2)
        )
        return parts.FRAME.format(
            title=escape(title, quote=False),
            language=language,
            base=f"{self.home}ar/",
            head=feed + head,
            clock=maghrebi(self.now, zone=False),
            menu=joined(
                f'<td><a href="{self.escape_path(path)}">{name}</a></td>'
                for name, path in self.sections.items()
            ),
            main=main,
            most_read=most_read,
            agenda=self.escape_path(
                f"{self.traps[0]}{self.now.month}&annee={self.now.year}"
            ).replace("&", "&amp;"),
            year=self.now.year,
        )

    def _home(self) -> str:
        rows = joined(self._row(story) for story in self.stories[:6])
        links = [
            self._feed_link(self._section_feed(path), name) for name, path in self.sections.items()
        ]
        main = f'<h2 class="rubrique">آخر الأخبار</h2><table class="liste">{rows}</table>'
        return self.frame("الاستقبال", main, joined(links))

    def _row(self, story: Story) -> str:
        day = maghrebi(story.published, zone=False)
        return (
            f'<tr><td><img src="/media/vignette.jpg" alt="" /></td><td>'
            f"{self.link(story, more=' class=titre-liste')}<br /><i>{day}</i>"
            f"<br />{escape(story.teaser, quote=False)}</td></tr>"
        )

    def _same_section(self, story: Story) -> str:
        return f"<li>{self.link(story)} <i>({maghrebi(story.published, zone=False)})</i></li>"

    def _trail(self, story: Story) -> str:
        path = self.escape_path(self.sections[story.section])
        return (
            f'<div id="fil"><a href="./">الاستقبال</a> &gt; <a href="{path}">{story.section}</a> '
            f"&gt; <span>{escape(story.title, quote=False)}</span></div>"
        )

    def _words(self) -> list[str]:
        return sorted({tag for story in self.articles for tag in story.tags})

    def _word_path(self, word: str) -> str:
        return f"/ar/mot-{self._words().index(word) + 1}.html"

    def _section_feed(self, path: str) -> str:
        return path.replace("/ar/", "/ar/rss/").replace(".html", ".xml")

    def _feed_link(self, path: str, title: str) -> str:
        if "feed" not in self.ways:
            return ""
        kind, href = "application/rss+xml", self.escape_path(path)
        return f'<link rel="alternate" type="{kind}" title="{title}" href="{href}" />'

    def _install_feeds(self) -> None:
        feeds = {self._section_feed(path): name for name, path in self.sections.items()}
        self._feed(_FRONT_FEED, self.stories[:_FRONT_SIZE])
        for path, name in feeds.items():
            self._feed(path, [story for story in self.stories if story.section == name])

    def _feed(self, path: str, stories: Sequence[Story]) -> None:
        items = [
            Item(
                url=self.absolute(story.path) + "#xtor=RSS-1",
                title=story.title,
                date=rfc822(story.published) if isinstance(story.published, datetime) else None,
                section=story.section,
                summary=story.teaser,
            )
            for story in stories
        ]
        self.data(path, document(rss(self.name, self.home, items)), "text/xml; charset=utf-8")

    def _install_maps(self) -> None:
        """Serve a sitemap index at the well-known path, which robots.txt does not name."""
        halves = {"/ar/plan-1.xml": self.stories[::2], "/ar/plan-2.xml": self.stories[1::2]}
        index = document(sitemap_index(self.absolute(path) for path in halves))
        self.data("/sitemap.xml", index, "text/xml")
        for path, stories in halves.items():
            items = [
                Item(url=self.absolute(story.path), title="", date=f"{story.printed_time:%Y-%m-%d}")
                for story in stories
            ]
            self.data(path, document(urlset(items)), "text/xml")
