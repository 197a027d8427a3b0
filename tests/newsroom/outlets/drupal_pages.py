"""Pages of دروب: a teaser that is cut off above the text, captions in bare divs."""

from collections.abc import Sequence
from html import escape
from typing import ClassVar

from tests.newsroom.markup import WEEKDAYS, arabic_indic, body, comments
from tests.newsroom.site import Site
from tests.newsroom.story import Block, Photo, Story
from tests.sample_stories import teaser


class DuroobPages(Site):
    """Nodes, listings, and the frame around them."""

    name = "دروب"
    slug = "duroob"
    validator = "modified"
    sections: ClassVar = {"أخبار": "news", "تقارير": "reports", "صحة": "health", "علوم": "science"}

    def page_path(self, path: str, number: int) -> str:
        """Return a page's path: Drupal counts pages from nought."""
        return f"{path}?page={number - 1}"

    def listing_page(
        self, title: str, stories: Sequence[Story], number: int, paths: Sequence[str]
    ) -> str:
        """Return the rows of a view and its pager."""
        rows = "\n".join(
            f'<div class="views-row"><span class="field-content">{self.link(story)}</span>'
            f'<div class="views-field-created">{self._day(story)}</div></div>'
            for story in stories
        )
        pager = "".join(
            '<ul class="pager"><li class="pager-next">'
            f'<a href="{path}" title="إلى الصفحة التالية">التالي ›</a></li></ul>'
            for path in paths[number : number + 1]
        )
        main = f'<h1>{title}</h1><div class="view-content">{rows}</div>{pager}'
        return self.frame(title=title, head="", main=main)

    def article(self, story: Story) -> str:
        """Return a node with its teaser, fields, terms and comments."""
        shown_teaser = escape(story.lead or teaser(story.first_paragraph))
        byline = (
            '<div class="field field-name-field-byline">'
            '<div class="field-label">الكاتب:&nbsp;</div>'
            f'<div class="field-item" itemprop="author">{escape("، ".join(story.authors))}</div>'
            "</div>"
            if story.authors
            else ""
        )
        part, printed_time = self.sections[story.section], story.printed_time.isoformat()
        main = f"""<h1 class="page-title" id="page-title">{escape(story.title)}</h1>
<div class="node node-article" about="{escape(self.escape_path(self.path(story)))}">
<div class="submitted"><span property="dc:date dc:created" content="{printed_time}"
 datatype="xsd:dateTime" class="date-display-single">{self._clock(story)}</span></div>
{byline}
<div class="field field-name-field-teaser">{shown_teaser}</div>
{self._photo(story.photo)}
<div class="field field-name-body"><div class="field-item even" property="content:encoded">
{body(story.blocks, {2: self._read_also(story)}, _paragraph)}
</div></div>
<div class="social"><a href="https://social.example/f">مشاركة</a> <span>طباعة</span></div>
{self._terms(story)}
<div class="field-name-sections"><div class="field-label">أقسام</div>
<ul class="links"><li><a href="/ar/{part}">{story.section}</a></li></ul></div>
<h3 class="block-title">أخبار متعلقة</h3>
<div class="view-related">{self._related(story)}</div>
</div>
{self._comments(story)}"""
        return self.frame(title=story.title, head=self._head(story), main=main)

    def non_article_page(self, story: Story) -> str:
        """Return a photo gallery."""
        slides = "\n".join(
            f'<div class="slide"><img src="/sites/default/files/{story.key}-{number}.jpg" alt="">'
            f"<div>صورة {number} من {len(story.blocks)}: {escape(block.text)}</div></div>"
            for number, block in enumerate(story.blocks, start=1)
        )
        main = f'<h1>{escape(story.title)}</h1><div class="field-gallery slideshow">{slides}</div>'
        head = '<meta property="og:type" content="gallery">'
        return self.frame(title=story.title, head=head, main=main)

    def _head(self, story: Story) -> str:
        canonical = self.absolute(self.path(self.canonical(story)))
        return f"""<link rel="canonical" href="{canonical}">
<link rel="shortlink" href="{self.home}node/{4000 + len(story.text)}">
<meta name="description" content="{escape(teaser(story.first_paragraph))}">
<meta name="generator" content="Drupal 10 (https://www.drupal.org)">"""

    def _clock(self, story: Story) -> str:
        wall = story.printed_time
        return arabic_indic(f"{WEEKDAYS[wall.weekday()]}، {wall:%d/%m/%Y} - {wall:%H:%M}")

    def _day(self, story: Story) -> str:
        return arabic_indic(f"{story.printed_time:%d/%m/%Y}")

    def _photo(self, photo: Photo | None) -> str:
        if photo is None:
            return ""
        credit = f" (تصوير: {photo.credit})" if photo.credit else ""
        return (
            '<div class="field field-name-field-image"><img typeof="foaf:Image" width="760"'
            f' height="430" src="/sites/default/files/styles/large/public/{photo.file}" alt="">\n'
            f"<div>{escape(photo.caption)}{credit}</div></div>"
        )

    def _read_also(self, story: Story) -> str:
        other = self.pick_articles(story, 1, 4)[0]
        return f'<div class="inline-node"><span>إقرأ أيضاً</span> {self.link(other)}</div>'

    def _terms(self, story: Story) -> str:
        if not story.tags:
            return ""
        rows = " ".join(
            f'<a href="/ar/tags/{self.escape_path(tag)}" typeof="skos:Concept">{tag}</a>'
            for tag in story.tags
        )
        return f'<div class="field-name-field-tags">كلمات مفتاحية: {rows}</div>'

    def _related(self, story: Story) -> str:
        return "".join(
            f'<div class="views-row">{self.link(other)}'
            + (f"<p>{escape(teaser(other.first_paragraph))}</p>" if other.body else "")
            + "</div>"
            for other in self.pick_articles(story, 3, 2)
        )

    def _comments(self, story: Story) -> str:
        return '<div id="comments"><h2>التعليقات</h2>' + "".join(
            f'<div class="comment"><span class="username">{name}</span> {when}<p>{words}</p></div>'
            for name, when, words in comments(len(story.key), 3)
        ) + "</div>"  # fmt: skip

    def frame(self, *, title: str, head: str, main: str) -> str:
        """Return a page with masthead, menu, most-read block, newsletter and footer."""
        menu = "".join(
            f'<li><a href="/ar/{part}">{name}</a></li>' for name, part in self.sections.items()
        )
        popular = "".join(f"<li>{self.link(story)}</li>" for story in self._popular())
        feed = (
            '<link rel="alternate" type="application/atom+xml" title="Atom" href="/ar/atom.xml">'
            if "feed" in self.ways
            else ""
        )
        today = arabic_indic(f"{self.today:%d/%m/%Y}")
        return f"""<!DOCTYPE html>
<html lang="ar" dir="rtl" xmlns:dc="http://purl.org/dc/terms/">
<head><meta charset="utf-8"><title>{escape(title)} | {self.name}</title>
{feed}{head}</head>
<body class="html not-front page-node">
<div id="sliding-popup">نستخدم ملفات تعريف الارتباط.
<button>أوافق</button> <button>المزيد</button></div>
<div id="header"><a href="/" rel="home">{self.name}</a> <div class="date">اليوم {today}</div>
<ul class="menu">{menu}<li><a href="/calendar/2026-11">الفعاليات</a></li>
<li><a href="/ar/contact">اتصل بنا</a></li><li><a href="/user/login">دخول</a></li></ul></div>
<div id="content">
{main}
</div>
<div class="sidebar"><div class="block"><h2>الأكثر مشاهدة</h2><ol>{popular}</ol></div>
<div class="block"><h2>القائمة البريدية</h2><p>أدخل بريدك لتصلك رسالتنا الأسبوعية.</p></div></div>
<div id="footer">{self.name} {self.today.year} - تصدر من الرياض.
لا يسمح بإعادة النشر من دون إذن.</div>
</body></html>"""

    def _popular(self) -> list[Story]:
        return self.pick_articles(self.stories[-1], 5)


def _paragraph(block: Block) -> str:
    words = escape(block.text, quote=False)
    match block.kind:
        case "h":
            return f"<h3><strong>{words}</strong></h3>"
        case "quote":
            return f"<blockquote>{words}</blockquote>"
        case "li":
            return f"<li>{words}</li>"
        case _:
            return f'<p class="rtejustify">{words}</p>'
