"""HTML of «الطاق»'s pages, piece by piece."""

from collections.abc import Iterable, Sequence
from html import escape

from tests.newsroom.markup import arabic_indic
from tests.newsroom.xml import document
from tests.second_site.paper import joined
from tests.second_site.story import Block, Photo, Story

FRAME = """<!doctype html>
<html dir="rtl" lang="{language}">
<head>
<meta charset=UTF-8>
<title>{title} :: الطاق</title>
<meta name="viewport" content="width=device-width">
<meta property="og:site_name" content="شبكة الطاق الإخبارية">
<link rel="stylesheet" href="/media/tarz.css">
{head}
</head>
<body>
<div class="shareet"><b>عاجل</b><marquee direction="right">{ticker}</marquee></div>
<div id="tarwisa">
<h1 class="shiar"><a href="/"><img src="/media/shiar.png" alt="شبكة الطاق الإخبارية"></a></h1>
<div class="alyawm">{today}</div>
<form action="/ar/find"><input name="q" placeholder="ابحث في الأرشيف"><button>بحث</button></form>
</div>
<ul class="aqsam"><li><a href="/">الرئيسية</a></li>
{sections}
<li><a href="/ar/live-tv">البث المباشر</a></li></ul>
<table id="jism"><tr><td class="wasat">
{main}
</td><td class="janib">
<div class="sanduq"><h4>الأكثر قراءة</h4><ol>
{most_read}
</ol></div>
<div class="sanduq"><h4>أسعار الصرف</h4><table><tr><td>الدولار</td><td>١٤٨٥</td></tr>
<tr><td>اليورو</td><td>١٦١٠</td></tr></table></div>
<div class="sanduq istitla"><h4>استطلاع</h4><p>هل تؤيد نقل الأسواق القديمة إلى أطراف المدن؟</p>
<form><label><input type="radio" name="r">نعم</label><label><input type="radio" name="r">لا</label>
<button>صوّت</button></form></div>
</td></tr></table>
<div id="dhayl">
<a href="/ar/about">من نحن</a> | <a href="/ar/call-us">اتصل بنا</a> |
<a href="/ar/privacy">سياسة الخصوصية</a> | <a href="/ar/writer/3">كتّابنا</a>
<p>جميع الحقوق محفوظة لشبكة الطاق الإخبارية ٢٠١٤ - {year}. بغداد، شارع أبي نؤاس.</p>
</div>
</body></html>"""

TOOLS = (
    '<div class="adawat"><a onclick="kabbir()">A+</a> <a onclick="saghir()">A-</a> '
    '<a onclick="print()">طباعة</a> <span class="mushahadat">١٢٤٥ مشاهدة</span></div>'
)
SHARE = (
    '<div class="ibda"><b>شارك الخبر</b> <a href="https://www.facebook.com/sharer.php">فيسبوك</a> '
    '<a href="https://t.me/share/url">تلغرام</a> <a href="https://wa.me/">واتساب</a></div>'
)
COMMENTS = """<div class="rudud"><h4>التعليقات (٢)</h4>
<div class="radd"><b>أبو سجاد</b> <small>قبل ٣ ساعات</small>
<p>خبر يفرح القلب، عساها تستمر.</p></div>
<div class="radd"><b>قارئة من الكوت</b> <small>أمس</small>
<p>ننتظر مثل هذا في مدينتنا أيضا.</p></div>
<form><input placeholder="الاسم"><textarea placeholder="أضف تعليقك"></textarea>
<button>إرسال</button></form></div>"""
LOST = """<div class="khabar-full"><h2 class="unwan">الصفحة غير موجودة</h2>
<div class="matn"><div dir="rtl">عذرا، الصفحة التي تبحث عنها غير موجودة، وربما حُذفت أو نُقلت إلى
عنوان آخر. يمكنك العودة إلى الصفحة الرئيسية أو استعمال خانة البحث في أعلى الصفحة.</div></div>
</div>"""

PLAIN_PAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "/ar/about": (
        "من نحن",
        (
            "الطاق شبكة إخبارية مستقلة تأسست في بغداد، ويعمل فيها ثلاثون صحفيا وصحفية موزعين على "
            "المحافظات، يكتبون عن حياة الناس قبل أن يكتبوا عن تصريحات المسؤولين.",
            "لا تتلقى الشبكة دعما من حزب أو جهة حكومية، وتنشر كل عام كشفا بمواردها ونفقاتها، "
            "وتصحح أخطاءها في المكان نفسه الذي نشرت فيه الخبر.",
            "نرحب برسائل القراء واقتراحاتهم، ونقرأها كلها، ونرد على ما نستطيع منها.",
        ),
    ),
    "/ar/call-us": ("اتصل بنا", ("بغداد، شارع أبي نؤاس، بناية الطاق، الطابق الثالث.",)),
    "/ar/privacy": (
        "سياسة الخصوصية",
        (
            "لا نجمع من بيانات الزائر إلا ما يلزم لعمل الموقع، ولا نبيعها ولا نشاركها مع أحد.",
            "يحق لكل مشترك في النشرة البريدية أن يطلب حذف عنوانه منها في أي وقت.",
        ),
    ),
    "/ar/writer/3": (
        "حيدر السلمان",
        (
            "صحفي من البصرة يكتب للطاق منذ تأسيسها في شؤون المياه والنقل، وعمل قبلها في إذاعة "
            "محلية وفي صحيفتين ورقيتين توقفتا عن الصدور.",
            "أصدر كتابا عن صيادي شط العرب، ونال عنه جائزة رابطة الصحفيين الشباب.",
        ),
    ),
    "/ar/live-tv": ("البث المباشر", ("يبدأ البث كل يوم في الساعة السادسة مساء.",)),
}


def feed_link(path: str) -> str:
    return f'<link rel="alternate" type="application/rdf+xml" title="الأخبار" href="{path}">'


def trail(section: str, path: str) -> str:
    return f'<div class="masar"><a href="/">الرئيسية</a> » <a href="{path}">{section}</a></div>'


def byline(story: Story) -> str:
    if story.byline:
        return f'<div class="katib">{story.byline}</div>'
    return f'<div class="katib">المصدر: {story.source}</div>' if story.source else ""


def first_photo(story: Story) -> str:
    return f'<div class="suwar">{_photo(story.photos[0])}</div>' if story.photos else ""


def _photo(photo: Photo) -> str:
    words = escape(photo.caption or "")
    if photo.credit:
        words += f" (تصوير: {escape(photo.credit)})"
    image = f'<img src="/media/{photo.file}" width="640" alt="">'
    return f'{image}<p class="img-desc">{words}</p>'


def body(story: Story, also: str) -> str:
    """Render blocks as divs with an empty one between two, and a second photo after the second.

    `also` is the link of a line that leads to another article.
    """
    rows = [_block(block, also) for block in story.blocks]
    for photo in story.photos[1:]:
        rows.insert(2, f'<div align="center">{_photo(photo)}</div>')
    html = '\n<div dir="rtl">&nbsp;</div>\n'.join(rows)
    return html.replace('</ul>\n<div dir="rtl">&nbsp;</div>\n<ul dir="rtl">', "")


def _block(block: Block, also: str) -> str:
    spaced = block.html.replace(" في ", " في&nbsp;", 1).replace("وقال ", "وقــــال ", 1)
    match block.kind:
        case "h":
            return f'<h4 dir="rtl">{spaced}</h4>'
        case "quote":
            return f'<blockquote dir="rtl">\u200f{spaced}</blockquote>'
        case "li":
            return f'<ul dir="rtl"><li>{spaced}</li></ul>'
        case "box":
            return f'<div dir="rtl"><strong>طالع أيضاً:</strong> {also}</div>'
        case _:
            return f'<div dir="rtl"><span lang="AR-IQ">{spaced}<o:p></o:p></span></div>'


def tags(story: Story) -> str:
    if not story.tags:
        return ""
    links = [f'<a href="/ar/key/{tag.replace(" ", "+")}">{tag}</a>' for tag in story.tags]
    return f'<div class="dalala"><b>كلمات دالة:</b> {" | ".join(links)}</div>'


def player(story: Story, day: str) -> str:
    return joined(
        [
            f'<div class="mashhad"><h2 class="unwan">{escape(story.title)}</h2>',
            f'<div class="waqt">{day}</div>',
            '<iframe src="https://www.youtube.com/embed/x0x0x0x0x0x" width="640"></iframe>',
            f"<p>{escape(story.text)}</p></div>",
        ]
    )


def album(story: Story, day: str) -> str:
    lines = [block.plain for block in story.blocks]
    rows = [
        f'<div class="sura"><img src="/media/g{number}.jpg" alt=""><p class="img-desc">{line}</p>'
        f"<span>{arabic_indic(f'{number} / {len(lines)}')}</span></div>"
        for number, line in enumerate(lines, start=1)
    ]
    title = f'<h2 class="unwan">{escape(story.title)}</h2><div class="waqt">{day}</div>'
    return f'<div class="album">{title}{joined(rows)}</div>'


def plain_page(title: str, paragraphs: Sequence[str]) -> str:
    rows = joined(f'<div dir="rtl">{paragraph}</div>' for paragraph in paragraphs)
    return f'<div class="safha"><h2>{title}</h2>{rows}</div>'


def week_filter(path: str, week: str) -> str:
    link = f'<a href="{path}?week={week}">الأسبوع السابق</a>'
    return f'<div class="tasfiya">عرض بحسب الأسبوع: {link}</div>'


def week_page(name: str, path: str, week: str) -> str:
    """Show no news, and link to the week before."""
    year, _, number = week.partition("-W")
    if not (year.isdigit() and number.isdigit()):
        return "<p>تاريخ غير صحيح</p>"
    before = f"{year}-W{int(number) - 1:02}" if int(number) > 1 else f"{int(year) - 1}-W52"
    note = f"<h2>{name}</h2><p>لا توجد أخبار في هذا الأسبوع.</p>"
    return note + week_filter(path, before)


def rdf(title: str, home: str, stories: Iterable[tuple[str, Story]]) -> bytes:
    """Write RSS 1.0; a date is a day only."""
    rows = [
        f'<item rdf:about="{escape(url)}"><title>{escape(story.title)}</title>'
        f"<link>{escape(url)}</link><dc:subject>{story.section}</dc:subject>"
        f"<dc:date>{story.printed_time:%Y-%m-%d}</dc:date>"
        f"<description>{escape(story.teaser)}</description></item>"
        for url, story in stories
    ]
    return document(
        '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<channel rdf:about="{home}"><title>{title}</title><link>{home}</link>'
        f"<description>{title}</description></channel>\n{joined(rows)}\n</rdf:RDF>"
    )
