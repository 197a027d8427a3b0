"""Languages of Arabic script told apart. The sentences say much the same in each language."""

import gzip
from pathlib import Path

import lxml.html
import pytest
from lxml import etree

from crawler.text.language import detect_language
from tests.bench.quality.corpus import read_corpus

ARABIC = "أعلنت الحكومة أن سعر الخبز لن يتغير في الشهر المقبل ودعت المواطنين إلى عدم القلق"
PERSIAN = "دولت اعلام کرد که قیمت نان در ماه آینده تغییر نخواهد کرد و مردم نگران نباشند"
URDU = "حکومت نے اعلان کیا ہے کہ آٹے کی قیمت میں اگلے مہینے کوئی اضافہ نہیں ہو گا"
ENGLISH = "The government said that the price of bread will not change in the coming month"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", ARABIC),
        ("ar", "اعلنت الحكومه ان سعر الخبز لن يتغير فى الشهر المقبل"),
        ("ar", "أعلنت الحکومة أن سعر الخبز لن یتغیر فی الشهر المقبل"),
        ("ar", "أَعْلَنَتِ الحُكومَةُ أَنَّ سِعْرَ الخُبْزِ لَنْ يَتَغَيَّرَ"),
        ("ar", "احنا مش عارفين ليه الأسعار بتزيد كده كل يوم والناس تعبت"),
        ("ar", "شو صار معك مبارح؟ كنت عم دوّر عليك بالسوق وما لقيتك"),
        ("ar", "شلونكم اليوم؟ هسه رحنا للسوق وشفنا الأسعار چانت غالية"),
        ("ar", "واش كاين شي جديد على الماتش ديال البارح، راه الناس كاملين كيسولو"),
        ("ar", "مهاجم المنتخب يسجل هدفين"),
        ("ar", "قالت شركة Apple إن هاتف iPhone 15 Pro Max متاح الآن"),
        ("ar", "شاهدوا اللقاء كاملا https://example.com/watch/live/now?id=one-two-three"),
        ("fa", PERSIAN),
        ("fa", "مدیریت نشانی های سایت"),
        ("fa", "لطفا نشانی درست وارد کنید"),
        ("fa", "دولت اعلام كرد كه قيمت نان در ماه آينده تغيير نخواهد كرد"),
        ("ur", URDU),
        ("ckb", "حکومەت ڕایگەیاند کە نرخی نان لە مانگی داهاتوودا ناگۆڕێت و خەڵک نیگەران نەبن"),
        ("ps", "حکومت اعلان وکړ چې د ډوډۍ بیه به په راتلونکې میاشت کې بدلون ونه کړي"),
        (
            "ug",
            "ھۆكۈمەت كېلەر ئايدا نان باھاسىنىڭ ئۆزگەرمەيدىغانلىقىنى ئېيتتى",
        ),
        ("sd", "حڪومت اعلان ڪيو آهي ته ايندڙ مهيني ۾ اٽي جي قيمت ۾ ڪو به واڌارو نه ٿيندو"),
        ("en", ENGLISH),
        (
            "fr",
            "Le gouvernement a annoncé que le prix du pain ne changerait pas dans les mois à venir",
        ),
        ("und-Latn", "El gobierno anunció que el precio del pan no cambiará el próximo mes"),
        ("und", "Правительство сообщило, что цена хлеба не изменится"),
        (None, "خبر عاجل"),
        (None, "2024 – 15:30 … %"),
        (None, ""),
    ],
)
def test_language(language: str | None, text: str) -> None:
    assert detect_language(text) == language


def test_a_long_text_without_known_words_is_of_unknown_language() -> None:
    assert detect_language("تيدق بوله منجادي سبواه " * 10) == "und-Arab"


@pytest.mark.parametrize(("other", "language"), [(PERSIAN, "fa"), (URDU, "ur"), (ENGLISH, "en")])
def test_the_majority_of_the_words_decides(other: str, language: str) -> None:
    assert detect_language("\n".join([ARABIC, ARABIC, ARABIC, other])) == "ar"
    assert detect_language("\n".join([other, other, other, ARABIC])) == language


def test_arabic_menu_around_a_persian_body() -> None:
    menu = "الرئيسية\nأخبار\nرياضة\nاقتصاد\nمقالات\nاتصل بنا\n"
    assert detect_language(menu + PERSIAN + " " + PERSIAN) == "fa"


def test_real_articles_are_arabic(shared: Path) -> None:
    for folder in ("real", "arabized"):
        texts = [page.text for page in read_corpus(shared / "corpus", folder)]
        assert [detect_language(text) for text in texts] == ["ar"] * len(texts)


@pytest.mark.parametrize(
    ("page", "language"), [("aryanews.com", "fa"), ("naibaat.pk", "ur"), ("adnki.com", "en")]
)
def test_foreign_articles_are_not(shared: Path, page: str, language: str) -> None:
    (path,) = (shared / "corpus" / "negatives").glob(f"{page}__*.html.gz")
    parser = lxml.html.HTMLParser(encoding="utf-8")
    tree = lxml.html.document_fromstring(gzip.decompress(path.read_bytes()), parser=parser)
    etree.strip_elements(tree, "script", "style", etree.Comment, with_tail=False)
    assert detect_language(" ".join(map(str, tree.itertext()))) == language


@pytest.mark.parametrize("word", ["ب" * 1_000_000, "x@" * 500_000, "www." * 250_000])
def test_an_enormous_word_is_ignored(word: str) -> None:
    assert detect_language(f"{word} {ARABIC}") == "ar"
    assert detect_language(word) is None
