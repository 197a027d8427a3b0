"""دروب: a Drupal site with paged Atom, a gzip sitemap and a calendar without end."""

import gzip
import re

from tests.newsroom import xml
from tests.newsroom.markup import MONTHS
from tests.newsroom.outlets.drupal_pages import DuroobPages
from tests.newsroom.server import Reply
from tests.newsroom.story import Story
from tests.sample_stories import teaser

_CALENDAR = re.compile(r"/calendar/(\d{4})-(\d\d)")


class Duroob(DuroobPages):
    """Addresses with node numbers, or Arabic aliases below /ar/."""

    page_size = 5
    traps = ("/calendar/",)

    def path(self, story: Story) -> str:
        """Return the path of a node's alias, or of its number; a print view's is forbidden."""
        if story.fate == "denied":
            return f"/ar/print/{story.key}"
        return f"/node/{story.key}" if story.key.isdigit() else f"/ar/{story.key}"

    def add_other_pages(self) -> None:
        """Add home, sections, log-in, search and contact, then sources and robots.txt."""
        self.listing("/", "الرئيسية", self.stories[: self.page_size])
        for section, part in self.sections.items():
            self.listing(f"/ar/{part}", section, self.of_section(section))
        self.page("/user/login", self.frame(title="دخول", head="", main="<h1>دخول المستخدم</h1>"))
        self.page("/ar/search", self.frame(title="بحث", head="", main="<h1>بحث</h1>"))
        self.page("/ar/contact", self.frame(title="اتصل بنا", head="", main=_CONTACT))
        if "feed" in self.ways:
            self._feeds()
        if "sitemap" in self.ways:
            self._sitemaps()
        sitemaps = [self.home + "sitemap.xml"] if "sitemap" in self.ways else []
        rules = [
            "Crawl-delay: 0.1",
            "Disallow: /ar/print/",
            "Disallow: /user/",
            "Disallow: /admin/",
        ]
        self.data("/robots.txt", xml.robots(rules, sitemaps), "text/plain")

    def _feeds(self) -> None:
        half = len(self.stories) // 2
        for path, stories, following in (
            ("/ar/atom.xml", self.stories[:half], self.home + "ar/atom.xml?page=1"),
            ("/ar/atom.xml?page=1", self.stories[half:], None),
        ):
            feed = xml.atom(self.name, self.home, map(self._item, stories), following)
            self.data(path, xml.document(feed), "application/atom+xml; charset=utf-8")

    def _sitemaps(self) -> None:
        part = gzip.compress(xml.document(xml.urlset(self.items())), mtime=0)
        self.data("/sitemaps/1/sitemap.xml.gz", part, "application/x-gzip")
        index = xml.sitemap_index([self.home + "sitemaps/1/sitemap.xml.gz"])
        self.data("/sitemap.xml", xml.document(index), "text/xml; charset=utf-8")

    def _item(self, story: Story) -> xml.Item:
        return xml.Item(
            url=self.absolute(self.path(story)),
            title=story.title,
            date=story.printed_time.isoformat(),
            section=story.section,
            summary=teaser(story.first_paragraph) if story.body else None,
        )

    def answer_endless_pages(self, target: str) -> Reply | None:
        """Return any month of a calendar of events, with links to the months around it."""
        if not (match := _CALENDAR.fullmatch(target)):
            return None
        year, month = int(match[1]), int(match[2])
        if not 1 <= month <= 12:
            return None
        before, after = year * 12 + month - 2, year * 12 + month
        links = [
            f'<a href="/calendar/{number // 12}-{number % 12 + 1:02}">{words}</a>'
            for number, words in ((before, "« الشهر السابق"), (after, "الشهر التالي »"))
        ]
        title = f"فعاليات {MONTHS[month - 1]} {year}"
        main = f'<h1>{title}</h1><div class="pager">{" ".join(links)}</div><p>لا فعاليات.</p>'
        return self.html_reply(self.frame(title=title, head="", main=main))


_CONTACT = "<h1>اتصل بنا</h1><p>نستقبل ملاحظاتكم على صندوق بريد المدينة.</p>"
