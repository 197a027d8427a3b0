"""السنابل: an old ASP.NET site in windows-1256, of tables and line breaks, without metadata."""

from collections.abc import Sequence
from html import escape
from typing import ClassVar

from tests.newsroom import xml
from tests.newsroom.markup import comments, day_in_words, twelve_hours
from tests.newsroom.site import Site
from tests.newsroom.story import Photo, Story

_LABEL = "ctl00_ContentPlaceHolder1_lbl"


class Sanabel(Site):
    """Addresses that differ in their query only; a meta element alone declares the charset."""

    name = "السنابل"
    slug = "sanabel"
    charset = "windows-1256"
    content_type = "text/html"
    sections: ClassVar = {"محليات": "1", "عربي ودولي": "2", "أسواق": "3", "رياضة": "4"}

    def path(self, story: Story) -> str:
        """Return an article's path by its number; a print view's is forbidden."""
        page = "printarticle" if story.fate == "denied" else "article"
        return f"/{page}.aspx?ArticleId={story.key}"

    def add_other_pages(self) -> None:
        """Add home, sections, search, log-in and "about", then sources and robots.txt."""
        self.listing("/", self.name, self.stories[: self.page_size])
        self.replies["/default.aspx"] = self.replies["/"]
        for section, number in self.sections.items():
            self.listing(f"/section.aspx?SectionId={number}", section, self.of_section(section))
        self.page("/login.aspx", self.frame(title="الدخول", head="", main="<b>الدخول</b>"))
        self.page("/search.aspx", self.frame(title="البحث", head="", main="<b>البحث</b>"))
        self.page("/aboutus.aspx", self.frame(title="عن السنابل", head="", main=_ABOUT))
        sitemaps = []
        if "feed" in self.ways:
            self._feeds()
        if "sitemap" in self.ways:
            sitemaps = [self.home + "sitemap.ashx"]
            self._xml("/sitemap.ashx", xml.urlset(self.items()))
        rules = ["Disallow: /printarticle.aspx", "Disallow: /admin/"]
        self.data("/robots.txt", xml.robots(rules, sitemaps), "text/plain")

    def _feeds(self) -> None:
        """Serve a feed a section; its dates are wall time in words, which no standard allows."""
        for section, number in self.sections.items():
            items = [
                xml.Item(
                    url=self.absolute(self.path(story)),
                    title=story.title,
                    date=f"{day_in_words(story.printed_time)} {story.printed_time:%H:%M}",
                )
                for story in self.of_section(section)
            ]
            feed = xml.rss(f"{self.name} - {section}", self.home, items)
            self._xml(f"/rss.aspx?SectionId={number}", feed)

    def _xml(self, path: str, text: str) -> None:
        self.data(path, xml.document(text, self.charset), "text/xml")

    def page_path(self, path: str, number: int) -> str:
        """Return a page's path: its number is one more parameter."""
        return f"{path}&page={number}"

    def listing_page(
        self, title: str, stories: Sequence[Story], number: int, paths: Sequence[str]
    ) -> str:
        """Return a table of headlines with the numbers of all pages below."""
        rows = "\n".join(
            f'<tr><td class="news"><img src="images/bullet.jpg"> {self.link(story)}'
            f' <font size="1">{story.printed_time:%d/%m/%Y}</font></td></tr>'
            for story in stories
        )
        numbers = " ".join(
            f'<a href="{escape(path)}">{page}</a>' for page, path in enumerate(paths, start=1)
        )
        main = f"<b>{title}</b><table>{rows}</table><div>الصفحات: {numbers or number}</div>"
        return self.frame(title=title, head="", main=main)

    def article(self, story: Story) -> str:
        """Return a story's page: the text is one span, its paragraphs parted by line breaks."""
        number = self.sections[story.section]
        writer = (
            f'<span id="{_LABEL}Writer" class="writer">كتب: '
            f"{escape(' - '.join(story.authors))}</span>"
            if story.authors
            else ""
        )
        changed = (
            f"<br>آخر تحديث: {story.modified:%d/%m/%Y} {twelve_hours(story.modified)}"
            if story.modified
            else ""
        )
        main = f"""<div class="path"><a href="default.aspx">الرئيسية</a> &gt;
<a href="section.aspx?SectionId={number}">{story.section}</a> &gt; التفاصيل</div>
<table width="100%"><tr><td><span id="{_LABEL}Title" class="newstitle">{
            escape(story.title)
        }</span></td></tr>
<tr><td><span id="{_LABEL}Date" class="newsdate">تاريخ النشر: {story.printed_time:%d/%m/%Y} {
            twelve_hours(story.printed_time)
        }{changed}</span><br>{writer}</td></tr>
<tr><td>{self._photo(story.photo)}<span id="{_LABEL}Body" class="newsbody">
{self._text(story)}</span></td></tr></table>
<div class="tools"><a href="#">أرسل لصديق</a> | <a href="#">طباعة</a> |
<a href="#">تكبير الخط</a></div>
<div class="linked"><b>مواضيع ذات صلة</b><br>{
            "<br>".join("- " + self.link(other) for other in self.pick_articles(story, 3, 2))
        }</div>
{self._comments(story)}"""
        return self.frame(title=story.title, head="", main=main)

    def _text(self, story: Story) -> str:
        parts = [
            escape(block.text, quote=False).replace(" ", "&nbsp;", 1) for block in story.blocks
        ]
        other = self.pick_articles(story, 1, 4)[0]
        parts.insert(2, f"<b>اقرأ أيضا:</b> {self.link(other)}")
        return "<br /><br />\n".join(parts)

    def _photo(self, photo: Photo | None) -> str:
        if photo is None:
            return ""
        credit = f" - تصوير: {photo.credit}" if photo.credit else ""
        return (
            f'<img src="images/news/{photo.file}" alt="{escape(photo.caption)}{credit}" '
            'width="420" height="280" align="left">'
        )

    def _comments(self, story: Story) -> str:
        rows = "".join(
            f'<tr><td bgcolor="#eeeeee"><b>{name}</b> {when}</td></tr><tr><td>{words}</td></tr>'
            for name, when, words in comments(int(story.key))
        )
        return f'<table class="comments"><tr><td>تعليقات القراء</td></tr>{rows}</table>'

    def frame(self, *, title: str, head: str, main: str) -> str:
        """Return a page of tables, which prints today's date in the form of an article's."""
        menu = " | ".join(
            f'<a href="section.aspx?SectionId={number}">{name}</a>'
            for name, number in self.sections.items()
        )
        feeds = ""
        if "feed" in self.ways:
            feeds = "".join(
                f'<link rel="alternate" type="application/rss+xml" title="{name}" '
                f'href="rss.aspx?SectionId={number}">'
                for name, number in self.sections.items()
            )
        popular = "<br>".join(
            self.link(story) for story in self.pick_articles(self.stories[0], 5, 6)
        )
        return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html dir="rtl"><head>
<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">
<title>{self.name} - {escape(title)}</title>{feeds}{head}</head>
<body><form id="aspnetForm" method="post"><input type="hidden" name="__VIEWSTATE" value="/wEPDwUK">
<table width="980" align="center"><tr><td colspan="2"><a href="default.aspx"><b>{self.name}</b></a>
<font size="1">{self.today:%d/%m/%Y} 08:00 ص</font> {menu} | <a href="search.aspx">بحث</a>
| <a href="login.aspx">دخول</a> | <a href="aboutus.aspx">عن السنابل</a></td></tr>
<tr><td valign="top" width="700">
{main}
</td><td valign="top" class="left"><b>الأكثر قراءة</b><br>{popular}
<br><b>القائمة البريدية</b><br><input name="mail"><div class="ad">مساحة إعلانية</div></td></tr>
<tr><td colspan="2" align="center">جميع الحقوق محفوظة لصحيفة {self.name} {self.today.year}</td></tr>
</table></form></body></html>"""


_ABOUT = "<b>عن السنابل</b><br>صحيفة يومية تصدر من الكويت."
