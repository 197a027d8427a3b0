"""The words of addresses and anchors, Arabic and Latin. Data only.

Words are held squeezed (`squeeze`): folded, without hyphens and spaces, so that one entry stands
for `about-us`, `AboutUs` and `about_us`; Arabic ones are found with and without the article.
"""

import re
from functools import lru_cache

from crawler.text import fold

_JOINTS = re.compile(r"[-_+\s\u200c]+")
_ARTICLE = fold("ال")


@lru_cache(maxsize=8192)
def squeeze(segment: str) -> str:
    """Return a path segment or an anchor's text as the sets below hold it."""
    return _JOINTS.sub("", fold(segment))


def among(key: str, words: frozenset[str]) -> bool:
    """Say whether a squeezed key is one of the words, with or without the Arabic article."""
    return key in words or (key.startswith(_ARTICLE) and key[len(_ARTICLE) :] in words)


def _set(words: str) -> frozenset[str]:
    return frozenset(squeeze(word) for word in words.split())


LANGUAGES = _set("ar en fr es de tr fa ur ku ckb ru it pt he zh ar-sa ar-eg ar-ae arabic")

# The segment or script after which, or in which, one article is named.
ARTICLE_MARKS = _set("""
    a article articles article-details articledetails articleview story stories storydetails node
    post posts permalink detail details read readmore more-details newsdetail newsdetails khabar
    maqal maqala maqalat qissa tafasil news-item newsitem newsview viewnews shownews readnews
    fullnews fullstory news-story full view show item entry content contents blog doc text report
    reports essay archives
    خبر مقال مقاله مقالات موضوع قصه تقرير تفاصيل تفاصيل-الخبر تدوينه مدونه حوار مقابله
""")
# Of those, the ones that head lists and static pages as well: what follows has to look like a text.
LOOSE_MARKS = _set("""
    articles stories posts archives full view show item entry content contents blog doc text report
    reports
    مقالات مدونه
""")
SECTION_MARKS = _set("""
    category categories categorey categorie categoria cat cats section sections sec channel channels
    rubric rubrique rubriques department departments dep topic topics subject subjects list listing
    newslist articlelist morearticles morenews categoryhome newcat maincategory portal dossier
    dossiers folder files archive
    قسم اقسام تصنيف تصنيفات باب ابواب ملف ملفات ارشيف قناه موضوعات مواضيع
""")
# Sections that say so themselves, whatever stands before them.
SECTION_WORDS = _set("""
    news latest breaking headlines home sport sports football soccer politics policy political
    economy economics economic business markets money finance local locals locally world
    international global national regional region arab middle-east mideast gulf culture arts art
    entertainment lifestyle health technology tech science sciences education opinion opinions
    columns articles studies research reports investigations society women family miscellaneous
    variety misc accidents crime courts parliament environment travel tourism cars auto energy
    religion history literature features interviews analysis files archive archives actualite
    actualites politique economie societe culture monde regions nationale internationale akhbar
    siyasa siyassa iqtisad riyada riyadha thaqafa mahaliyat mahalliyat mahalli dawli arabi fan fann
    mujtama hawadith munawaat ray araa
    اخبار عاجل اهم احدث اخر سياسه سياسي اقتصاد اقتصادي مال اعمال رياضه رياضي رياضات محلي محليات
    محليه عالم عالمي عالميه دولي دوليه عربي عربيه عربيات ثقافه ثقافي فن فنون صحه صحي تكنولوجيا تقنيه
    علوم تعليم رأي آراء مقالات كتاب-وآراء مجتمع منوعات حوادث قضايا محاكم برلمان برلمانيات بيئه سياحه
    سيارات طاقه دين اسلام تراث تاريخ ادب تحقيقات حوارات تحليلات تقارير ملفات ارشيف شؤون مرأة اسره
    اقليمي وطني وطنيه جهات مغرب مصر لبنان سوريا عراق سعوديه يمن ليبيا تونس جزائر سودان فلسطين اردن
    كويت قطر امارات عمان بحرين خليج
""")
# Tags and people list articles told of elsewhere, by the thousand.
TAG_MARKS = _set("""
    tag tags keyword keywords label labels hashtag hashtags
    وسم وسوم تاج تاغ هاشتاج هاشتاغ كلمات-دلالية كلمات-مفتاحية
""")
PEOPLE_MARKS = _set("""
    author authors writer writers columnist columnists journalist journalists member members
    contributor contributors kateb katib byline
    كاتب كاتبه كتاب-الرأي كتاب-المقالات مؤلف محرر مراسل
""")
MEDIA_MARKS = _set("""
    video videos vid gallery galleries photo photos photogallery photo-gallery photo-galleries
    image-gallery pictures picture album albums podcast podcasts audio audios multimedia infographic
    infographics info-graphic cartoon cartoons caricature live livestream live-stream livetv tv
    radio watch reel reels shorts episode episodes program programs programme programmes slideshow
    slideshows
    فيديو فيديوهات فيديوجراف فيديوغراف صور البوم البومات معرض-الصور معارض-الصور البوم-صور بودكاست
    بث-مباشر مباشر انفوجرافيك انفوغرافيك انفوغراف كاريكاتير كاريكاتور برامج برنامج حلقات حلقه مرئيات
    صوتيات ملتيميديا وسائط-متعدده راديو تلفزيون
""")
# Doors, forms and machinery: never an article, whatever follows.
CLOSED = _set("""
    login log-in login-page signin sign-in signup sign-up register registration logout sign-out
    account my-account myaccount password forgot-password lost-password reset-password auth oauth
    sso cart checkout wp-admin wp-login wp-json wp-content wp-includes xmlrpc cgi-bin cdn-cgi
    administrator search searchresult searchresults search-results advanced-search advancedsearch
    print printer printpage print-article printarticle printnews printpreview share sharer
    send-to-friend sendtofriend tell-a-friend email-article sendmail embed oembed trackback
    attachment ajax assets uploads calendar
    دخول تسجيل-الدخول تسجيل انشاء-حساب حسابي بحث نتائج-البحث طباعه مشاركه ارسل-لصديق تقويم
""")
# Closed where nothing but a number follows: as a section's name they may head articles.
CLOSED_ENDS = _set("""
    comment comments download downloads poll polls vote survey ads advert banner subscribe
    subscription subscriptions newsletter newsletters share-your-story
    تعليق تعليقات تحميل استفتاء استطلاع اشتراك اشترك نشره-بريديه
""")
STATIC = _set("""
    about about-us about-site whoweare who-we-are our-story our-team team staff contact contacts
    contact-us contactus call-us feedback privacy privacy-policy privacypolicy terms terms-of-use
    terms-of-service terms-and-conditions termsandconditions disclaimer copyright cookies
    cookie-policy cookies-policy gdpr advertise advertise-with-us advertising advertising-rates adv
    faq faqs careers career vacancies sitemap site-map rss-feeds masthead imprint impressum
    mentions-legales qui-sommes-nous contactez-nous apropos a-propos editorial-policy
    editorial-board corrections-policy accessibility prayer-times prayertimes weather-forecast
    donate error not-found page-not-found thank-you
    من-نحن من-نحن؟ نحن عنا عن-الموقع عن-الصحيفه عن-الجريده عن-الوكاله عن-القناه تعرف-علينا اتصل-بنا
    اتصلوا-بنا اتصل تواصل-معنا للتواصل للتواصل-معنا راسلنا للاعلان للاعلان-معنا اعلن-معنا
    اعلانات-الموقع اعلن-لدينا سياسه-الخصوصيه الخصوصيه بيان-الخصوصيه شروط-الاستخدام شروط-الخدمه
    الشروط-والاحكام الشروط-و-الاحكام شروط-واحكام اتفاقيه-الاستخدام حقوق-النشر حقوق-الملكيه
    اخلاء-المسؤولية سياسه-التحرير السياسه-التحريريه ميثاق-التحرير هيئة-التحرير اسره-التحرير
    فريق-العمل فريق-التحرير خريطه-الموقع سياسه-الكوكيز سياسه-ملفات-الارتباط ملفات-الارتباط
    ملفات-تعريف-الارتباط الأسئلة-الشائعة مساعده مواقيت-الصلاه تبرع
""")
FEED_MARKS = _set(
    "feed feeds rss rss2 atom rdf mrss rssfeed rssfeeds feedburner rss-feed rss-feeds"
)

# What the name of a file ends in.
PAGES = _set("""
    html htm shtml shtm xhtml php php3 php4 php5 phtml asp aspx ashx jsp jspx jsf do cfm cgi stm ece
    cms axd nsf
""")
FILES = _set("""
    jpg jpeg png gif webp avif svg bmp tif tiff ico pdf doc docx xls xlsx ppt pptx odt rtf csv epub
    zip rar 7z tar gz tgz bz2 exe apk ipa dmg iso mp3 m4a aac ogg oga opus wav wma mp4 m4v mov avi
    wmv flv mkv webm mpg mpeg 3gp m3u m3u8 swf css js mjs json map woff woff2 ttf eot ics vcf txt
""")
FEEDS = _set("xml rss atom rdf mrss")

# Query parameters, squeezed as above.
ARTICLE_KEYS = _set("""
    articleid artid newsid storyid nid postid story article idx contentid docid newsno aid nwsid
    newsidx newscode storycode articleno newsitem idnews idarticle
""")
LOOSE_KEYS = _set(
    "id i n no nn num nu code key pid tid t xid kid oid guid uid item cid sid art pageid"
)
SECTION_KEYS = _set("""
    cat catid category categoryid section sectionid sec secid dep depid department departmentid
    channel channelid mainid catno subcat subcatid typeid groupid topicid issueid catname
""")
PAGE_KEYS = _set("""
    page paged pg pgno pageno pagenum pagenumber pageindex currentpage start offset limitstart
    صفحه
""")
PAGE_WORDS = _set("page paged pages pageno pg صفحه")
CLOSED_KEYS = _set("print share replytocom printable tmpl")
SEARCH_KEYS = _set("s q query search keyword keywords searchword kw term tag author")
CALENDAR_KEYS = _set("m month year day date ym yyyymm calendar archivedate newsdate")
FEED_KEYS = _set("feed rss atom")
AMP_KEYS = _set("amp isamp outputtype")
LANGUAGE_KEYS = _set("lang language locale hl l")

# Anchor texts.
NEXT_PAGE = _set("""
    next next-page older older-posts load-more show-more >> >
    › » → التالي التاليه الصفحه-التاليه التالي» التالي› الاقدم مقالات-اقدم اخبار-اقدم السابق-»
    تحميل-المزيد عرض-المزيد المزيد-من-الاخبار
""")
READ_MORE = _set("""
    more read-more readmore continue-reading full-story details
    المزيد اقرا-المزيد للمزيد قراءة-المزيد المزيد... التفاصيل تفاصيل اقرا تابع-القراءه اكمل-القراءه
    متابعة-القراءة شاهد-المزيد تفاصيل-اكثر اقرا-التفاصيل اقرا-ايضا اقرا-الخبر
""")

# A feed's name or address that has the readers' comments, not the articles.
COMMENTS = re.compile(r"\bcomments?\b|تعليقات", re.IGNORECASE)
# WordPress's names for what has no section.
NO_SECTION = _set("uncategorized uncategorised غير-مصنف بدون-تصنيف")

# Parts of the names of scripts: ArticleDetails.aspx, newcat.php, view.asp, ?action=show
SECTION_SCRIPT = re.compile(
    r"categor|section|channel|depart|list|archive|topic|\bcat|cat\b|subcat|قسم"
)
INDEX_SCRIPT = re.compile(r"author|writer|columnist|kateb|katib|\btags?\b|hashtag|keyword")
ARTICLE_SCRIPT = re.compile(
    r"article|story|news|detail|view|show|read|item|post|node|full|khabar|content|خبر|مقال|تفاصيل"
)
