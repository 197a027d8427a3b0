"""HTML of «ضفاف المغارب»'s pages, piece by piece."""

import re
from collections.abc import Sequence
from html import escape

from tests.second_site.paper import joined
from tests.second_site.printed import maghrebi
from tests.second_site.story import Block, Photo, Story

_SIGN_AT_THE_END = {"نسيمة بلقاسم"}
_SIGN_BARE = {"رفيق بوسلامة", "إدريس أمزيان"}
_MONTH = re.compile(r"(\d{1,2})&annee=(\d{4})")

FRAME = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="{language}" lang="{language}" dir="rtl">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
<title>ضفاف المغارب - {title}</title>
<base href="{base}" />
<meta name="description" content="ضفاف المغارب: جريدة يومية تعنى بأخبار المغرب الكبير وثقافته" />
<meta name="generator" content="Rotative 4.2" />
{head}
</head>
<body>
<table id="entete" width="980"><tr>
<td><a href="./"><img src="/media/logo.gif" alt="ضفاف المغارب" /></a></td>
<td class="horloge">{clock}</td>
<td><form action="recherche.php"><input name="mots" />
<input type="submit" value="ابحث" /></form></td>
</tr></table>
<table id="menu"><tr><td><a href="./">الاستقبال</a></td>
{menu}
<td><a href="{agenda}">المفكرة</a></td></tr></table>
<div id="conteneur">
<div id="principal">
{main}
</div>
<div id="colonne">
<div class="bloc"><h3>الأكثر مطالعة</h3><ul>
{most_read}
</ul></div>
<div class="bloc"><h3>الرسالة الإخبارية</h3><p>توصلوا كل صباح بأهم العناوين</p>
<form><input name="courriel" /><input type="submit" value="اشتراك" /></form></div>
<div class="bloc meteo"><h3>الطقس</h3>تونس 19° - الجزائر 17° - الرباط 18°</div>
</div></div>
<div id="pied">
<a href="equipe.html">فريق التحرير</a> - <a href="contact.html">للاتصال بنا</a> -
<a href="mentions.html">تنبيه قانوني</a><br />
© 2009-{year} ضفاف المغارب. جميع الحقوق محفوظة.
</div>
</body></html>"""

TOOLS = (
    '<div class="outils"><a href="javascript:window.print()">طباعة</a> '
    '<a href="mailto:?subject=ضفاف">أرسل إلى صديق</a></div>'
)

PLAIN_PAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "/ar/equipe.html": (
        "فريق التحرير",
        (
            "تصدر ضفاف المغارب منذ سنة 2009 عن تعاونية صحفية مقرها تونس، ولها مكاتب في الجزائر "
            "والرباط ونواكشوط، ويسهر على تحريرها عشرون صحفيا قارا وعدد من المتعاونين.",
            "تجتمع هيئة التحرير كل صباح على الساعة التاسعة، وتختار ملفات اليوم بالتصويت.",
        ),
    ),
    "/ar/contact.html": ("للاتصال بنا", ("نهج مرسيليا عدد 14، تونس. الهاتف: 71.000.000",)),
    "/ar/mentions.html": (
        "تنبيه قانوني",
        ("كل المقالات الموقعة تعبر عن آراء أصحابها، ولا تلزم الجريدة في شيء.",),
    ),
}


def facts(story: Story) -> str:
    """Print who wrote the story, when, and when it was last changed."""
    rows = [f"نُشر يوم {maghrebi(story.published)}"]
    if story.modified:
        rows.append(f"آخر تحيين: {maghrebi(story.modified)}")
    if story.authors and not _SIGN_AT_THE_END & set(story.authors):
        names = " / ".join(story.authors)
        label = "" if _SIGN_BARE & set(story.authors) else "بقلم: "
        rows.insert(0, f"<b>{label}{names}</b>")
    return f'<div class="infos">{" | ".join(rows)}</div>'


def signature(story: Story) -> str:
    """Print the names of authors who sign below their text."""
    if not _SIGN_AT_THE_END & set(story.authors):
        return ""
    return f'<div align="left"><b>{" / ".join(story.authors)}</b></div>'


def picture(photo: Photo, title: str) -> str:
    """Render a photo; its caption is the alternative text or a legend below, or there is none."""
    if photo.form in {"alt", "title"}:
        words = escape(photo.caption or title)
        return f'<div class="visuel"><img src="/media/{photo.file}" alt="{words}" /></div>'
    words = escape(photo.caption or "", quote=False)
    if photo.credit:
        words += f" © {photo.credit}"
    return (
        f'<div class="visuel"><img src="/media/{photo.file}" alt="" /><br />'
        f'<span class="legende">{words}</span></div>'
    )


def body(story: Story) -> str:
    """Render blocks as text parted by two line breaks; a photo may float after the first."""
    rows = [_block(block) for block in story.blocks]
    floating = "".join(_floating(photo) for photo in story.photos if photo.form == "dl")
    return f"{floating}<br /><br />\n".join([rows[0], "<br /><br />\n".join(rows[1:])])


def _floating(photo: Photo) -> str:
    return (
        f'<dl class="document_gauche"><dt><img src="/media/{photo.file}" alt="IMG" /></dt>'
        f"<dd><strong>{photo.caption}</strong></dd></dl>"
    )


def _block(block: Block) -> str:
    match block.kind:
        case "h":
            return f'<b class="intertitre">{block.html}</b>'
        case "quote":
            return f"<i>{block.html}</i>"
        case _:
            return block.html


def words(links: Sequence[tuple[str, str]]) -> str:
    """Render key words, given with the paths of their pages."""
    if not links:
        return ""
    row = "، ".join(f'<a href="{path}">{word}</a>' for word, path in links)
    return f'<div class="mots">الكلمات المفاتيح: {row}</div>'


def comments(story: Story) -> str:
    first, second = (
        story.printed_time.replace(hour=21, minute=12),
        story.printed_time.replace(hour=22, minute=3),
    )
    return f"""<div id="commentaires"><h3>تعليقات القراء (2)</h3>
<div class="com"><b>نبيل من بنزرت</b> <i>{maghrebi(first, zone=False)}</i><br />
برافو، هذه هي الأخبار التي نريد أن نقرأها كل صباح.</div>
<div class="com"><b>قارئ وفي</b> <i>{maghrebi(second, zone=False)}</i><br />
شكرا للجريدة على المتابعة، ونرجو مقالا ثانيا عن الموضوع نفسه بعد أشهر.</div>
<form><textarea name="texte"></textarea><input type="submit" value="أرسل تعليقك" /></form></div>"""


def player(story: Story) -> str:
    return (
        f'<div class="lecteur"><h1 class="titre">{escape(story.title)}</h1>'
        '<object type="video/mp4" data="/media/finale.mp4"></object>'
        f"<p>{escape(story.text)}</p></div>"
    )


def album(story: Story) -> str:
    rows = [
        f'<div class="vue"><img src="/media/v{number}.jpg" alt="" /><br />'
        f'<span class="legende">{block.plain}</span></div>'
        for number, block in enumerate(story.blocks, start=1)
    ]
    return f'<div class="album"><h1 class="titre">{escape(story.title)}</h1>{joined(rows)}</div>'


def plain_page(title: str, paragraphs: Sequence[str]) -> str:
    text = "<br /><br />".join(paragraphs)
    return f'<div class="texte-libre"><h1>{title}</h1>{text}</div>'


def agenda_month(target: str, start: str) -> tuple[int, int]:
    """Return the year and month of an agenda's path, zeros where it is no agenda's."""
    match = _MONTH.fullmatch(target.removeprefix(start)) if target.startswith(start) else None
    if not match or not 1 <= int(match[1]) <= 12 or not int(match[2]):
        return 0, 0
    return int(match[2]), int(match[1])


def agenda(year: int, month: int, start: str) -> str:
    """Show an empty month with links to the one before and the one after."""
    before = (year, month - 1) if month > 1 else (year - 1, 12)
    after = (year, month + 1) if month < 12 else (year + 1, 1)
    links = [
        f'<a href="{start}{other_month}&amp;annee={other_year}">{label}</a>'
        for (other_year, other_month), label in (
            (before, "‹ الشهر السابق"),
            (after, "الشهر الموالي ›"),
        )
    ]
    return f"<h2>المفكرة الثقافية {month}/{year}</h2><p>لا مواعيد.</p>{' '.join(links)}"
