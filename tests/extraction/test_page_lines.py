"""Lines of a page in and around the text go; sentences of the text that look like them stay."""

import time

import pytest

from crawler.extraction.body.glued_words import strip_glued_words
from crawler.extraction.body.page_lines import find_page_line_kind
from tests.extraction.pages import (
    CAPTION,
    PARAGRAPHS,
    article_page,
    extract_article,
    paragraphs,
    split_article_paragraphs,
)

LINES = (
    # follow, subscribe, apps, newsletters
    "تابعونا على فيسبوك وتويتر",
    "تابعنا عبر تطبيق نبض",
    "اشترك بقناتنا على تلغرام",
    "انضموا إلى قناتنا على الواتساب لمتابعة آخر الأخبار",
    "للاشتراك في النشرة البريدية اضغط هنا",
    "لمتابعة آخر الأخبار حملوا تطبيقنا من متجر التطبيقات",
    "يمكنكم متابعة آخر أخبارنا عبر غوغل نيوز",
    "تابعوا آخر أخبار المدينة عبر Google News",
    "شاركونا آراءكم على صفحتنا",
    "سجل بريدك الإلكتروني ليصلك كل جديد",
    # counters, share and print rows, sizes of the font
    "عدد القراءات: 1,204",
    "312 مشاهدة",
    "3 تعليقات",
    "شارك الخبر على فيسبوك تويتر واتساب",
    "FacebookTwitterWhatsAppTelegram",
    "طباعة إرسال حفظ نسخ الرابط",
    "مشاركة عبر البريد الإلكتروني",
    "A+ A A-",
    "أ أ أ",
    "حجم الخط + -",
    # adverts, disclaimers, copyright, cookies
    "اضافة اعلان",
    "إعـــلان",
    "جميع الحقوق محفوظة لصحيفة المدى البعيد 2026",
    "المقالات المنشورة تعبر عن رأي كتابها ولا تعبر بالضرورة عن رأي الصحيفة",
    "الموقع غير مسؤول عن محتوى التعليقات المنشورة",
    "نستخدم ملفات تعريف الارتباط لتحسين تجربتك",
    # other articles
    "إقرأ أيضاً",
    "اقــرأ أيضــا: عنوان خبر آخر عن المدينة",
    "مـــواضيع ذات صـلة",
    "شاهد ايضا ◄ عنوان خبر آخر",
    "السابق: افتتاح معرض الزهور في الحديقة العامة",
    "المقال التالي افتتاح معرض الزهور في الحديقة العامة",
    "ظهرت المقالة افتتاح السوق القديم أولا على صحيفة المدى البعيد.",
    # tags, sources, comments, authors
    "الوسوم: السوق القديم، البلدية، ترميم",
    "كلمات مفتاحية: سوق، بلدية",
    "المصدر: وكالات",
    "المصدر | رويترز",
    "أضف تعليقا",
    "اكتب تعليقك هنا",
    "لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *",
    "نبذة عن الكاتب",
    "المزيد من مقالات الكاتب",
    # photos, times, sound, video, steps
    "تصوير: سامر الحلواني",
    "صورة أرشيفية",
    "صورة تعبيرية (الإنترنت)",
    "(أ ف ب)",
    "رويترز - أ ف ب",
    "مدة القراءة: 3 دقائق",
    "آخر تحديث: 20 نوفمبر 2026 - 10:30",
    "استمع للخبر",
    "الخبر بالصوت",
    "متصفحك لا يدعم تشغيل الفيديو",
    "Your browser does not support the video tag.",
    "الرئيسية » محليات » أخبار المدينة",
    "info@khabar.example",
    "https://khabar.example/?p=4821",
    "رئيس التحرير: سامر الحلواني",
    "تردد القناة على النايل سات: 11096 أفقي 27500",
    "انتهى",
    "انتهى/ س.ح",
    "###",
)
SENTENCES = (
    "تابعنا في الأسبوع الماضي أعمال الترميم يوما بيوم مع المهندس المشرف عليها.",
    "تابعنا على مدى شهر كامل ما جرى في السوق القديم من أعمال.",
    "«شارك في الترميم ثلاثون عاملا من أبناء الحي»، قال رئيس المجلس.",
    "شارك الوزير على فيسبوك صورة له مع تجار السوق وكتب تحتها أبياتا من الشعر.",
    "شارك في الافتتاح عدد من أعضاء المجلس.",
    "ساهم في المشروع ثلاثون متطوعا من أبناء الحي.",
    "حمل تطبيق جديد للبلدية أسماء المحال ومواقعها.",
    "سجل الآن ثلاثون تاجرا أسماءهم في القائمة.",
    "حدثت الشركة سياسة الخصوصية في خدماتها بعد شكوى من المستخدمين.",
    "وأزيل التطبيق من متجر google play قبل يومين من الافتتاح.",
    "قرأ الحاضرون الآراء الواردة في دراسة المجلس ثم صوتوا عليها.",
    "إعلان المدينة عاصمة للحرف التقليدية كان حلم التجار منذ سنوات.",
    "وأكد أن إضافة إعلان واحد إلى واجهة السوق تحتاج إلى رخصة.",
    "مشاهدات الأهالي من السوق القديم ملأت الصحف في تلك الأيام.",
    "المصدر الأول للدخل في الحي هو السوق القديم.",
    "صورة السوق في الأذهان ما زالت كما كانت قبل ستين عاما.",
    "تصوير السوق قبل الترميم استغرق شهرين كاملين.",
    "انتهى العمل في السقف قبل الموعد بشهر.",
    "السابق لهذا المجلس كان قد رفض المشروع.",
    "تردد التجار كثيرا قبل أن يقبلوا بدفع نصف الكلفة.",
    "لا يتحمل التجار وحدهم كلفة الترميم، كما قال رئيسهم.",
    "تعليقات الأهالي على المشروع جاءت متباينة.",
    "التعليق الوحيد جاء من رئيس المجلس الذي وعد بمرحلة ثانية.",
    "أبواب وأطر نوافذ خفيفة الوزن صنعها نجارو الحي.",
    "للاشتراك في المسابقة يقدم الطالب طلبا إلى مدير المدرسة قبل نهاية الشهر.",
    "يمكنكم أن تشاهدوا من هنا البحر والجبل معا، تقول صاحبة المقهى.",
    "هذا الخبر الذي نشر أولا على صفحات التواصل نفته البلدية بعد ساعة.",
    "المقالات التي كتبها في السبعينيات تعكس موقفا مبكرا من الحداثة.",
    "رد الحكومة على ما كتبه الأهالي جاء بعد يومين.",
    "مرحبا بكم في سوقنا، قال التاجر وهو يفتح بابه أول مرة.",
)


@pytest.mark.parametrize("line", LINES)
def test_lines_of_the_page_go_from_the_middle_and_the_end(line: str) -> None:
    texts = list(PARAGRAPHS)
    for body in ([*texts[:3], line, *texts[3:]], [*texts, line]):
        article = extract_article(article_page(paragraphs(body)))
        assert split_article_paragraphs(article) == texts


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_that_look_like_them_stay(sentence: str) -> None:
    texts = list(PARAGRAPHS)
    for body in (
        [sentence, *texts],
        [*texts[:3], sentence, *texts[3:]],
        [*texts, sentence],
    ):
        article = extract_article(article_page(paragraphs(body)))
        kept = [*filter(None, [article.lead]), *split_article_paragraphs(article)]
        assert kept == body


@pytest.mark.parametrize(
    "heading",
    ["مشاركة واسعة", "تعليق الدراسة", "الأكثر تضررا", "نحن معكم", "تفاصيل الاتفاق", "منذ عام"],
)
def test_sub_headings_without_mark_up_stay(heading: str) -> None:
    body = [*PARAGRAPHS[:3], heading, *PARAGRAPHS[3:]]
    assert split_article_paragraphs(extract_article(article_page(paragraphs(body)))) == body


def test_a_chain_of_lines_below_the_text_goes() -> None:
    chain = [LINES[3], "الآراء الواردة أدناه لا تعبر عن رأي الموقع.", LINES[10], LINES[26]]
    article = extract_article(article_page(paragraphs([*PARAGRAPHS, *chain])))
    assert split_article_paragraphs(article) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "byline",
    [
        "سامر الحلواني",
        "القاهرة - سامر الحلواني",
        "تونس – هالة القرشي:",
        "بيروت / وكالات",
        "كتب- سامر الحلواني:",
        "(وكالة أنباء المدينة)-",
        "س. ح",
    ],
)
def test_a_byline_above_the_text_is_no_text(byline: str) -> None:
    article = extract_article(article_page(paragraphs([byline, *PARAGRAPHS])))
    assert split_article_paragraphs(article) == list(PARAGRAPHS)


def test_the_address_of_a_letter_stays() -> None:
    letter = ["سعادة رئيس تحرير صحيفة المدى", *PARAGRAPHS]
    article = extract_article(article_page(paragraphs(letter)))
    assert letter[0] in (article.lead, split_article_paragraphs(article)[0])


@pytest.mark.parametrize(
    ("glued", "text"),
    [
        ("بدأ العمل في السوق.اضافة اعلان", "بدأ العمل في السوق."),
        ("بدأ العمل في السوق. إضافة إعلان وقال المهندس", "بدأ العمل في السوق. وقال المهندس"),
        ("اضافة اعلان وقال المهندس إن العمل بدأ.", "وقال المهندس إن العمل بدأ."),
        ("بدأ العمل في السوق. إعلان", "بدأ العمل في السوق."),
        ("بدأ العمل في السوق.اقرأ أيضا: عنوان خبر آخر", "بدأ العمل في السوق."),
        ("[vc_row][vc_column_text]بدأ العمل.[/vc_column_text][/vc_row]", "بدأ العمل."),
        ('بدأ العمل. [gallery ids="1,2"]', "بدأ العمل."),
        ('[caption id="a_1" width="640"]أبواب السوق[/caption] بدأ العمل.', "بدأ العمل."),
        ('[caption id="a_1" width="640"]', ""),
        ("أبواب السوق[/caption]", ""),
        ("[embed]https://video.example/?v=1[/embed]", ""),
        ('[irp posts="12" name="عنوان خبر آخر"]', ""),
        (
            "كتب «سوف» [هكذا] مرتين [1] ثم [sic] محاها.",
            "كتب «سوف» [هكذا] مرتين [1] ثم [sic] محاها.",
        ),
        ("قررت الصحيفة إضافة إعلان جديد إلى موقعها.", "قررت الصحيفة إضافة إعلان جديد إلى موقعها."),
        ("انتهت الجلسة بصدور إعلان", "انتهت الجلسة بصدور إعلان"),
    ],
)
def test_words_glued_to_a_paragraph_go_and_the_rest_stays(glued: str, text: str) -> None:
    assert strip_glued_words(glued) == text


@pytest.mark.parametrize("line", ["3 تعليقات", "التعليقات (0)", "أضف تعليقا", "تعليق"])
def test_a_comments_line_takes_no_paragraph_below_it(line: str) -> None:
    texts = list(PARAGRAPHS)
    body = paragraphs([*texts[:1], line, *texts[1:]])
    assert split_article_paragraphs(extract_article(article_page(body))) == texts


def test_comments_beside_the_text_go_by_their_ages() -> None:
    comments = "<p>سامر</p><p>منذ 3 أيام</p><p>خبر يفرح القلب فعلا، ننتظر مثله في مدينتنا أيضا.</p>"
    body = f"{paragraphs()}<p>التعليقات</p>{comments}"
    assert split_article_paragraphs(extract_article(article_page(body))) == list(PARAGRAPHS)


def test_lists_with_signs_keep_their_lines() -> None:
    items = ["◄ ترميم السقف في العام الأول", "◄ فتح الأبواب في 20/11/2026", "◄ توسيع الساحة"]
    for body in (
        f"<div>{'<br>'.join([*PARAGRAPHS[:2], *items, *PARAGRAPHS[2:]])}</div>",
        paragraphs([*PARAGRAPHS[:2], *items, *PARAGRAPHS[2:]]),
    ):
        assert split_article_paragraphs(extract_article(article_page(body))) == [
            *PARAGRAPHS[:2], *items, *PARAGRAPHS[2:],
        ]  # fmt: skip


@pytest.mark.parametrize("image", ["", '<img src="/a.jpg">'])
@pytest.mark.parametrize("gap", ["<br>", "<br><br>"])
@pytest.mark.parametrize("element", ["div", "p", "article"])
@pytest.mark.parametrize("above", [[], [PARAGRAPHS[0][:90] + "..."]])
@pytest.mark.parametrize("caption", [CAPTION, f"{CAPTION}."])
def test_a_caption_parted_by_breaks_alone_is_no_text(
    image: str, gap: str, element: str, above: list[str], caption: str
) -> None:
    if caption != CAPTION and not above:
        pytest.skip("a sentence above the text is text")
    lines = gap.join([*above, caption, *PARAGRAPHS, "أقسام", "أخبار", "أخبار متعلقة"])
    article = extract_article(article_page(f"<{element}>{image}{lines}</{element}>"))
    assert split_article_paragraphs(article) == list(PARAGRAPHS)


def test_a_caption_in_a_paragraph_with_its_photo_is_no_text() -> None:
    caption = f'<p><img src="/a.jpg"><br><em>{CAPTION} (تصوير: سامر الحلواني)</em></p>'
    body = f"{paragraphs(PARAGRAPHS[:2])}{caption}{paragraphs(PARAGRAPHS[2:])}"
    assert split_article_paragraphs(extract_article(article_page(body))) == list(PARAGRAPHS)


@pytest.mark.parametrize("filler", ["تابعونا ", "a ", "[caption ", "(", "إعلان.", "ع ", "1 ", "ـ"])
def test_no_line_is_read_slowly(filler: str) -> None:
    line = filler * 20_000
    start = time.process_time()
    strip_glued_words(line)
    find_page_line_kind(line, at_edge=True)
    find_page_line_kind(line[:440], at_edge=True)
    assert time.process_time() - start < 1
