"""المرفأ: addresses, feed and sitemaps as WordPress has them."""

from tests.newsroom import xml
from tests.newsroom.outlets.wordpress_pages import AlmarfaPages
from tests.newsroom.server import Reply
from tests.newsroom.story import Story
from tests.sample_stories import teaser


class Almarfa(AlmarfaPages):
    """Addresses by day and Arabic slug, percent-encoded in small letters."""

    validator = "etag"

    def path(self, story: Story) -> str:
        """Return a post's path by day, an AMP page's below it, a draft's in a forbidden folder."""
        if story.fate == "amp":
            return self.path(self._original(story)) + "amp/"
        folder = "/preview" if story.fate == "denied" else ""
        return f"{folder}/{story.printed_time:%Y/%m/%d}/{story.key}/"

    def escape_path(self, path: str) -> str:
        """Escape a path in small letters, as WordPress does."""
        parts = super().escape_path(path).split("%")
        return parts[0] + "".join(f"%{part[:2].lower()}{part[2:]}" for part in parts[1:])

    def answer_endless_pages(self, target: str) -> Reply | None:
        """Add the slash that an address lacks."""
        if target + "/" in self.replies:
            return Reply(status=301, headers=(("Location", super().escape_path(target + "/")),))
        return None

    def add_other_pages(self) -> None:
        """Add home, categories, tags, authors, search and log-in, then sources and robots.txt."""
        self.listing("/", self.name, self.stories[: self.page_size])
        for section, part in self.sections.items():
            self.listing(f"/category/{part}/", section, self.of_section(section))
        for tag in dict.fromkeys(tag for story in self.stories for tag in story.tags):
            self.listing(f"/tag/{tag.replace(' ', '-')}/", tag, [])
        for author in dict.fromkeys(name for story in self.stories for name in story.authors):
            self.listing(f"/author/{author.replace(' ', '-')}/", author, [])
        self.page(
            "/?s=ميناء", self.frame(title="نتائج البحث", head="", main="<h1>نتائج البحث</h1>")
        )
        self.page("/wp-login.php", self.frame(title="تسجيل الدخول", head="", main=_LOGIN))
        self.page("/من-نحن/", self.frame(title="من نحن", head="", main=_ABOUT))
        self._machine_read()

    def _machine_read(self) -> None:
        sitemaps = []
        if "feed" in self.ways:
            items = [self._item(story) for story in self.stories]
            feed = xml.document(xml.rss(self.name, self.home, items))
            self.data("/feed/", feed, "application/rss+xml; charset=UTF-8")
        if "sitemap" in self.ways:
            self._sitemaps()
            sitemaps = [self.home + "wp-sitemap.xml"]
        rules = ["Disallow: /wp-admin/", "Disallow: /preview/", "Allow: /wp-admin/admin-ajax.php"]
        self.data("/robots.txt", xml.robots(rules, sitemaps), "text/plain; charset=utf-8")

    def _sitemaps(self) -> None:
        posts = [self._item(story, iso=True) for story in self.stories]
        half = len(posts) // 2
        categories = [self.absolute(f"/category/{part}/") for part in self.sections.values()]
        parts = {
            "posts-post-1": posts[:half],
            "posts-post-2": posts[half:],
            "posts-page-1": [xml.Item(url=self.absolute("/من-نحن/"), title="من نحن")],
            "taxonomies-category-1": [xml.Item(url=url, title="") for url in categories],
        }
        for name, items in parts.items():
            body = xml.document(xml.urlset(items))
            self.data(f"/wp-sitemap-{name}.xml", body, "application/xml; charset=UTF-8")
        index = xml.sitemap_index(f"{self.home}wp-sitemap-{name}.xml" for name in parts)
        self.data("/wp-sitemap.xml", xml.document(index), "application/xml; charset=UTF-8")

    def _item(self, story: Story, *, iso: bool = False) -> xml.Item:
        changed = story.modified.isoformat() if story.modified else None
        return xml.Item(
            url=self.absolute(self.path(story)),
            title=story.title,
            date=changed if iso else xml.rfc822(story.printed_time),
            section=story.section,
            summary=teaser(story.first_paragraph, 30) if story.body else None,
        )


_LOGIN = '<form id="loginform"><p>اسم المستخدم</p><input name="log"><input type="password"></form>'
_ABOUT = "<h1>من نحن</h1><p>المرفأ صحيفة رقمية تُعنى بأخبار المدن الساحلية.</p>"
