"""Pages of المرفأ: a common WordPress theme with Open Graph and without JSON-LD."""

from collections.abc import Sequence
from html import escape
from typing import ClassVar

from tests.newsroom.markup import body, comments, day_in_words, twelve_hours
from tests.newsroom.site import Site
from tests.newsroom.story import Photo, Story
from tests.sample_stories import teaser

_UPLOADS = "wp-content/uploads/2026/11"


class AlmarfaPages(Site):
    """Posts, listings, and the frame around them."""

    name = "المرفأ"
    slug = "almarfa"
    sections: ClassVar = {
        "أخبار": "أخبار",
        "اقتصاد": "اقتصاد",
        "ثقافة": "ثقافة",
        "رياضة": "رياضة",
    }

    def page_path(self, path: str, number: int) -> str:
        """Return a folder a page."""
        return f"{path}page/{number}/"

    def listing_page(
        self, title: str, stories: Sequence[Story], number: int, paths: Sequence[str]
    ) -> str:
        """Return cards with excerpts, and the page's number with a link to the next."""
        cards = "\n".join(self._card(story) for story in stories)
        following = "".join(
            f'<a class="next page-numbers" href="{self.absolute(path)}">التالي »</a>'
            for path in paths[number : number + 1]
        )
        main = (
            f'<h1 class="page-title">{escape(title)}</h1>\n<div class="posts">\n{cards}\n</div>'
            f'<nav class="navigation pagination"><span class="page-numbers current">{number}'
            f"</span>{following}</nav>"
        )
        head = '<meta property="og:type" content="website">'
        return self.frame(title=title, head=head, main=main)

    def _card(self, story: Story) -> str:
        excerpt = escape(teaser(story.first_paragraph)) if story.body else ""
        title = self.link(story, attributes='rel="bookmark"')
        read_more = self.link(story, "اقرأ المزيد", attributes='class="more-link"')
        return (
            f'<article class="post type-post"><h2 class="entry-title">{title}</h2>'
            f'<span class="posted-on">{day_in_words(story.printed_time)}</span>'
            f'<div class="entry-summary"><p>{excerpt}</p>{read_more}</div></article>'
        )

    def article(self, story: Story) -> str:
        """Return a post; an excerpt is printed only where the editor wrote one."""
        authors = "، ".join(
            f'<a class="url fn n" rel="author" href="{self.absolute(self._author(name))}">'
            f"{escape(name)}</a>"
            for name in story.authors
        )
        lead = f'<p class="entry-excerpt">{escape(story.lead)}</p>' if story.lead else ""
        part = self.absolute(f"/category/{self.sections[story.section]}/")
        main = f"""<nav class="breadcrumb"><a href="{self.home}">الرئيسية</a> » <a href="{part}">{
            story.section
        }</a> » <span>{escape(story.title)}</span></nav>
<article id="post-{len(story.text)}" class="post type-post status-publish hentry">
<header class="entry-header"><h1 class="entry-title">{escape(story.title)}</h1>{lead}
<div class="entry-meta">بواسطة <span class="author vcard">{authors}</span>
<span class="posted-on"><time class="entry-date published" datetime="{
            story.printed_time.isoformat()
        }">{day_in_words(story.printed_time)} - {twelve_hours(story.printed_time)}</time></span>
<span class="comments-link">2 تعليقات</span></div></header>
{_SHARE}
{self._figure(story.photo)}
<div class="entry-content">
{body(story.blocks, {2: self._read_also(story), 3: _ADVERT})}
</div>
<footer class="entry-footer"><span class="tags-links">الوسوم: {self._tags(story)}</span></footer>
</article>
{self._author_box(story)}
{self._related(story)}
{self._comments(story)}"""
        return self.frame(title=story.title, head=self._head(story), main=main, beside=story)

    def non_article_page(self, story: Story) -> str:
        """Return the AMP page, or a video page whose address looks like a post's."""
        if story.fate == "amp":
            return self._amp(story)
        main = f"""<article class="post format-video hentry"><h1 class="entry-title">{
            escape(story.title)
        }</h1><div class="entry-content"><iframe src="https://video.example/embed/88213" width="800"
 height="450"></iframe><p>{escape(story.first_paragraph)}</p></div></article>"""
        head = '<meta property="og:type" content="video.other">'
        return self.frame(title=story.title, head=head, main=main, beside=story)

    def _amp(self, story: Story) -> str:
        canonical = self.absolute(self.path(self.canonical(story)))
        return f"""<!doctype html>
<html ⚡ dir="rtl" lang="ar"><head><meta charset="utf-8"><title>{escape(story.title)}</title>
<link rel="canonical" href="{canonical}">
<meta property="article:published_time" content="{story.printed_time.isoformat()}">
<script async src="https://cdn.ampproject.org/v0.js"></script></head><body>
<header class="amp-wp-header"><a href="{self.home}">{self.name}</a></header>
<article class="amp-wp-article"><h1 class="amp-wp-title">{escape(story.title)}</h1>
<div class="amp-wp-article-content">{body(story.blocks)}</div></article></body></html>"""

    def _head(self, story: Story) -> str:
        address = self.absolute(self.path(self.canonical(story)))
        tags = "\n".join(
            f'<meta property="article:tag" content="{escape(tag)}">' for tag in story.tags
        )
        modified = (
            f'<meta property="article:modified_time" content="{story.modified.isoformat()}">'
            if story.modified
            else ""
        )
        amp = "".join(
            f'<link rel="amphtml" href="{self.absolute(self.path(other))}">\n'
            for other in self.stories
            if other.fate == "amp" and other.of == story.key
        )
        return f"""{amp}<link rel="canonical" href="{address}">
<meta name="description" content="{escape(story.lead or teaser(story.first_paragraph, 22))}">
<meta property="og:type" content="article">
<meta property="og:title" content="{escape(story.title)} - {self.name}">
<meta property="og:description" content="{escape(story.lead or teaser(story.first_paragraph, 22))}">
<meta property="og:url" content="{address}">
<meta property="og:site_name" content="{self.name}">
<meta property="og:image" content="{self._photo_url(story.photo)}">
<meta property="article:published_time" content="{story.printed_time.isoformat()}">
{modified}
<meta property="article:section" content="{story.section}">
{tags}
<meta name="twitter:label1" content="كُتب بواسطة">
<meta name="twitter:data1" content="{escape("، ".join(story.authors))}">"""

    def _author(self, name: str) -> str:
        return f"/author/{name.replace(' ', '-')}/"

    def _photo_url(self, photo: Photo | None) -> str:
        return f"{self.home}{_UPLOADS}/{photo.file if photo else 'logo.jpg'}"

    def _figure(self, photo: Photo | None) -> str:
        if photo is None:
            return ""
        credit = f' <span class="photo-credit">تصوير: {photo.credit}</span>' if photo.credit else ""
        return (
            f'<figure class="post-thumbnail"><img width="1200" height="675" '
            f'src="{self._photo_url(photo)}" alt="" class="wp-post-image">'
            f'<figcaption class="wp-caption-text">{escape(photo.caption)}{credit}</figcaption>'
            "</figure>"
        )

    def _read_also(self, story: Story) -> str:
        other = self.pick_articles(story, 1, 3)[0]
        return f'<p class="read-also"><strong>اقرأ أيضا: {self.link(other)}</strong></p>'

    def _tags(self, story: Story) -> str:
        return " ".join(
            f'<a href="{self.absolute("/tag/" + tag.replace(" ", "-") + "/")}" rel="tag">'
            f"{escape(tag)}</a>"
            for tag in story.tags
        )

    def _author_box(self, story: Story) -> str:
        if "وكالة" in story.authors[0]:
            return ""
        return (
            f'<div class="author-box"><h4>عن الكاتب</h4><p>{escape(story.authors[0])}، من أسرة '
            "تحرير المرفأ منذ سنوات، والبحر والمدينة من موضوعات هذا الركن.</p></div>"
        )

    def _related(self, story: Story) -> str:
        rows = "".join(f"<li>{self.link(other)}</li>" for other in self.pick_articles(story, 3))
        return f'<section class="related-posts"><h3>مقالات ذات صلة</h3><ul>{rows}</ul></section>'

    def _comments(self, story: Story) -> str:
        rows = "\n".join(
            f'<li class="comment"><cite class="fn">{name}</cite> <time>{when}</time>'
            f'<div class="comment-content"><p>{words}</p></div></li>'
            for name, when, words in comments(len(story.key))
        )
        return f'<div id="comments"><h3>تعليقان</h3><ol class="comment-list">{rows}</ol></div>'

    def frame(self, *, title: str, head: str, main: str, beside: Story | None = None) -> str:
        """Return a page with cookie banner, today's date, menu, sidebar and footer."""
        menu = " ".join(
            f'<li class="menu-item"><a href="{self.absolute(f"/category/{part}/")}">{name}</a></li>'
            for name, part in self.sections.items()
        )
        popular = "".join(
            f"<li>{self.link(story)}</li>"
            for story in self.pick_articles(beside or self.stories[0], 4, 5)
        )
        feed = (
            f'<link rel="alternate" type="application/rss+xml" title="{self.name}" '
            f'href="{self.home}feed/">'
            if "feed" in self.ways
            else ""
        )
        return f"""<!DOCTYPE html>
<html dir="rtl" lang="ar">
<head><meta charset="UTF-8"><title>{escape(title)} - {self.name}</title>
{feed}
{head}
</head>
<body class="rtl">
<div id="cookie-notice">يستخدم هذا الموقع ملفات تعريف الارتباط لتحسين تجربتك.
<button>موافق</button></div>
<header id="masthead"><a class="site-title" href="{self.home}">{self.name}</a>
<span class="today">{day_in_words(self.today)}</span>
<ul id="primary-menu">{menu}<li><a href="{self.absolute("/من-نحن/")}">من نحن</a></li></ul>
<form role="search" action="{self.home}"><input name="s" placeholder="ابحث ..."></form>
<a href="{self.home}wp-login.php">تسجيل الدخول</a></header>
<main id="primary">
{main}
</main>
<aside id="secondary"><section class="widget"><h2>الأكثر قراءة</h2><ol>{popular}</ol></section>
<section class="widget newsletter"><h2>النشرة البريدية</h2><p>اشترك لتصلك أهم الأخبار كل صباح.</p>
<input type="email" placeholder="بريدك الإلكتروني"><button>اشترك</button></section></aside>
<footer id="colophon"><p>جميع الحقوق محفوظة © {self.today.year} {self.name}</p></footer>
</body></html>"""


_SHARE = """<div class="share-bar"><span>شارك</span> <a href="https://social.example/share">فيسبوك</a>
<a href="https://social.example/tweet">تويتر</a> <a href="https://social.example/wa">واتساب</a></div>"""
_ADVERT = (
    '<div class="ad-slot"><span>إعلان</span><a href="https://ads.example/7">عروض الشتاء</a></div>'
)
