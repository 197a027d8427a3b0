"""Words of addresses and anchors, Arabic and Latin. Data only.

The sets hold word keys (`make_word_key`): folded, without hyphens and spaces, so that one entry
stands for `about-us`, `AboutUs` and `about_us`. `is_listed_word` finds Arabic words with and
without the article.
"""

import re
from functools import lru_cache

from crawler.text.normalise import fold_text

_WORD_JOINTS = re.compile(r"[-_+\s\u200c]+")
_ARABIC_ARTICLE = fold_text("ال")


@lru_cache(maxsize=8192)
def make_word_key(text: str) -> str:
    """Return the key of a path segment or an anchor's text, as the sets below hold it."""
    return _WORD_JOINTS.sub("", fold_text(text))


def is_listed_word(key: str, word_set: frozenset[str]) -> bool:
    """Say whether a word key is in the set, with or without the Arabic article."""
    return key in word_set or (
        key.startswith(_ARABIC_ARTICLE) and key[len(_ARABIC_ARTICLE) :] in word_set
    )


def make_word_set(text: str) -> frozenset[str]:
    """Return the word keys of a text's words."""
    return frozenset(map(make_word_key, text.split()))


LANGUAGE_SEGMENTS = make_word_set(
    "ar en fr es de tr fa ur ku ckb ru it pt he zh ar-sa ar-eg ar-ae arabic"
)
# Other languages and their names in addresses; without `it`, which is as often a section.
_OTHER_LANGUAGE_NAMES = """
    en:en,eng,english fr:fr,fra,french,francais es:es,spanish,espanol de:de,german,deutsch
    tr:tr,turkish,turkce fa:fa,farsi,persian ur:ur,urdu ru:ru,russian zh:zh,cn,chinese he:he,hebrew
    ku:ku,ckb,kurdish,kurdi,kurmanci,sorani it:italian,italiano pt:pt,portuguese sw:swahili
"""
OTHER_LANGUAGES = {
    name: code
    for code, names in (entry.split(":") for entry in _OTHER_LANGUAGE_NAMES.split())
    for name in names.split(",")
}
EDITION_NAMES = make_word_set("""
    english english-edition english-version in-english french français version-française español
    deutsch türkçe русский 中文 עברית فارسی فارسى کوردی كوردي kurdî kurdi اردو اُردُو
    انجليزي الانجليزيه النسخه-الانجليزيه الموقع-الانجليزي بالانجليزيه فرنسي الفرنسيه
    النسخه-الفرنسيه الموقع-الفرنسي بالفرنسيه التركيه الفارسيه الكرديه العبريه الروسيه الاسبانيه
""")

# Segments and scripts that name one article, in themselves or in what follows.
ARTICLE_MARKS = make_word_set("""
    a article articles article-details articledetails articleview story stories storydetails node
    post posts permalink detail details read readmore more-details newsdetail newsdetails khabar
    maqal maqala maqalat qissa tafasil news-item newsitem newsview viewnews shownews readnews
    fullnews fullstory news-story full view show item entry content contents blog doc text report
    reports essay archives breve depeche
    خبر مقال مقاله مقالات موضوع قصه تقرير تفاصيل تفاصيل-الخبر تدوينه مدونه حوار مقابله
""")
# Article marks that precede lists and static pages too: what follows must look like an article.
AMBIGUOUS_ARTICLE_MARKS = make_word_set("""
    articles stories posts archives full view show item entry content contents blog doc text report
    reports
    مقالات مدونه
""")
SECTION_MARKS = make_word_set("""
    category categories categorey categorie categoria cat cats section sections sec channel channels
    rubric rubrique rubriques rub theme themes thematique thematiques department departments dep
    topic topics subject subjects list listing newslist articlelist morearticles morenews
    categoryhome newcat maincategory portal dossier dossiers folder files archive قسم اقسام تصنيف
    تصنيفات باب ابواب ملف ملفات ارشيف قناه موضوعات مواضيع
""")
# Section marks that may as well precede one article.
AMBIGUOUS_SECTION_MARKS = make_word_set("""
    topic topics subject subjects file files folder portal theme themes ملف موضوعات مواضيع قناه
""")
# Names of sections, wherever they stand.
SECTION_WORDS = make_word_set("""
    all last recent newest top news latest breaking headlines home sport sports football soccer
    politics policy political economy economics economic business markets money finance local locals
    locally world international global national regional region arab middle-east mideast gulf
    culture arts art entertainment lifestyle health technology tech science sciences education
    opinion opinions columns articles studies research reports investigations society women family
    miscellaneous variety misc accidents crime courts parliament environment travel tourism cars
    auto energy religion history literature features interviews analysis files archive archives
    actualite actualites politique economie societe culture monde regions nationale internationale
    akhbar siyasa siyassa iqtisad riyada riyadha thaqafa mahaliyat mahalliyat mahalli dawli arabi
    fan fann mujtama hawadith munawaat ray araa
    اخبار عاجل اهم احدث اخر سياسه سياسي اقتصاد اقتصادي مال اعمال رياضه رياضي رياضات محلي محليات
    محليه عالم عالمي عالميه دولي دوليه عربي عربيه عربيات ثقافه ثقافي فن فنون صحه صحي تكنولوجيا تقنيه
    علوم تعليم رأي آراء مقالات كتاب-وآراء مجتمع منوعات حوادث قضايا محاكم برلمان برلمانيات بيئه سياحه
    سيارات طاقه دين اسلام تراث تاريخ ادب تحقيقات حوارات تحليلات تقارير ملفات ارشيف شؤون مرأة اسره
    اقليمي وطني وطنيه جهات مغرب مصر لبنان سوريا عراق سعوديه يمن ليبيا تونس جزائر سودان فلسطين اردن
    كويت قطر امارات عمان بحرين خليج
""")
# Pages of tags and people: thousands of lists of articles that other lists have as well.
TAG_MARKS = make_word_set("""
    tag tags tagged keyword keywords label labels hashtag hashtags mot mots mot-cle mots-cles
    motcle motscles etiquette etiquettes schlagwort
    وسم وسوم تاج تاغ هاشتاج هاشتاغ كلمات-دلالية كلمات-مفتاحية
""")
PEOPLE_MARKS = make_word_set("""
    author authors writer writers columnist columnists journalist journalists member members
    contributor contributors kateb katib byline auteur auteurs redacteur redacteurs chroniqueur
    chroniqueurs journaliste journalistes
    كاتب كاتبه كتاب-الرأي كتاب-المقالات مؤلف محرر مراسل صحفي
""")
# Names of people follow these, but other things do, too.
AMBIGUOUS_PEOPLE_MARKS = make_word_set("profile profiles user users by editor editors")
MEDIA_MARKS = make_word_set("""
    video videos vid gallery galleries photo photos photogallery photo-gallery photo-galleries
    image-gallery pictures picture album albums podcast podcasts audio audios multimedia infographic
    infographics info-graphic cartoon cartoons caricature live livestream live-stream livetv tv
    radio watch reel reels shorts episode episodes program programs programme programmes slideshow
    slideshows
    فيديو فيديوهات فيديوجراف فيديوغراف صور البوم البومات معرض-الصور معارض-الصور البوم-صور بودكاست
    بث-مباشر مباشر انفوجرافيك انفوغرافيك انفوغراف كاريكاتير كاريكاتور برامج برنامج حلقات حلقه مرئيات
    صوتيات ملتيميديا وسائط-متعدده راديو تلفزيون
""")
# Log-ins, forms and internal paths: never an article, whatever follows.
NON_ARTICLE_WORDS = make_word_set("""
    login log-in login-page signin sign-in signup sign-up register registration logout sign-out
    account my-account myaccount password forgot-password lost-password reset-password auth oauth
    sso cart checkout wp-admin wp-login wp-json wp-content wp-includes xmlrpc cgi-bin cdn-cgi
    administrator search searchresult searchresults search-results advanced-search advancedsearch
    print printer printpage print-article printarticle printnews printpreview share sharer
    send-to-friend sendtofriend tell-a-friend email-article sendmail embed oembed trackback
    attachment ajax assets uploads calendar api connexion inscription deconnexion
    imprimer calendrier redirect
    دخول تسجيل-الدخول تسجيل انشاء-حساب حسابي بحث نتائج-البحث طباعه مشاركه ارسل-لصديق تقويم
""")
# Never an article where only a number follows; as a section's name they may precede articles.
NON_ARTICLE_END_WORDS = make_word_set("""
    comment comments download downloads poll polls vote survey ads advert banner subscribe
    subscription subscriptions newsletter newsletters share-your-story find abonnement abonnements
    sondage sondages commentaires telecharger recherche rechercher
    تعليق تعليقات تحميل استفتاء استطلاع اشتراك اشترك نشره-بريديه
""")
# Pages about the outlet and its terms.
STATIC_PAGE_WORDS = make_word_set("""
    about about-us about-site whoweare who-we-are our-story our-team team staff contact contacts
    contact-us contactus call-us feedback privacy privacy-policy privacypolicy terms terms-of-use
    terms-of-service terms-and-conditions termsandconditions disclaimer copyright cookies
    cookie-policy cookies-policy gdpr advertise advertise-with-us advertising advertising-rates adv
    faq faqs careers career vacancies sitemap site-map rss-feeds masthead imprint impressum
    mentions-legales qui-sommes-nous contactez-nous apropos a-propos editorial-policy
    editorial-board corrections-policy accessibility prayer-times prayertimes weather-forecast
    donate error not-found page-not-found thank-you legal legal-notice legal-information legals
    policies corporate our-company our-mission who-are-we help support copyrights terms-of-sale
    terms-use conditions conditions-generales cgu cgv mentions mentions-legale
    mentions-legales-et-cgu informations-legales confidentialite vie-privee
    politique-de-confidentialite donnees-personnelles charte charte-editoriale equipe notre-equipe
    redaction la-redaction publicite annonceurs regie regie-publicitaire plan plan-du-site plan-site
    nous-contacter contacter qui-sommes nous-rejoindre recrutement ours faire-un-don credits
    code-of-ethics code-of-conduct ethics work-with-us join-us reach-us get-in-touch write-to-us
    write-for-us advertise-here ad-choices cookie cookie-settings consent rss-page mobile-apps apps
    man-nahnu man-nahno itisal-bina
    من-نحن من-نحن؟ نحن عنا عن-الموقع عن-الصحيفه عن-الجريده عن-الوكاله عن-القناه تعرف-علينا اتصل-بنا
    اتصلوا-بنا اتصل تواصل-معنا للتواصل للتواصل-معنا راسلنا للاعلان للاعلان-معنا اعلن-معنا
    اعلانات-الموقع اعلن-لدينا سياسه-الخصوصيه الخصوصيه بيان-الخصوصيه شروط-الاستخدام شروط-الخدمه
    الشروط-والاحكام الشروط-و-الاحكام شروط-واحكام اتفاقيه-الاستخدام حقوق-النشر حقوق-الملكيه
    اخلاء-المسؤولية سياسه-التحرير السياسه-التحريريه ميثاق-التحرير هيئة-التحرير اسره-التحرير
    فريق-العمل فريق-التحرير خريطه-الموقع سياسه-الكوكيز سياسه-ملفات-الارتباط ملفات-الارتباط
    ملفات-تعريف-الارتباط الأسئلة-الشائعة مساعده مواقيت-الصلاه تبرع تنبيه-قانوني ملاحظه-قانونيه
    ملاحظات-قانونيه اشعار-قانوني معلومات-قانونيه بيانات-قانونيه الشروط-القانونيه شروط-الاستعمال
    شروط-النشر شروط-النشر-والتعليق شروط-التعليق قواعد-النشر اتفاقيه-المستخدم احكام-وشروط
    الاحكام-والشروط سياسه-الاستخدام سياسه-النشر سياسه-التصحيح سياسه-التعليقات سياسه-الإعلانات
    سياسه-الكوكي سياسه-الموقع الملكيه-الفكريه حقوق-الطبع جميع-الحقوق-محفوظه إخلاء-المسئولية
    إخلاء-مسؤوليه إخلاء-مسئوليه حول حول-الموقع حول-الجريده حول-الصحيفه حول-الوكاله حول-القناه حولنا
    نبذه نبذه-عنا نبذه-عن-الموقع رؤيتنا رسالتنا رؤيتنا-ورسالتنا الرؤيه-والرساله هويتنا قصتنا
    طاقم-التحرير طاقم-العمل اداره-التحرير اداره-الموقع مجلس-الاداره مجلس-التحرير هيئه-الاداره
    هيئه-تحرير-الموقع كادر-العمل ميثاق-الشرف ميثاق-اخلاقيات-المهنه مدونه-السلوك راسلونا اتصلو-بنا
    للاتصال-بنا للاتصال تواصلوا-معنا تواصل اكتب-لنا اكتب-الينا ارسل-خبرا ارسل-خبر ارسل-لنا
    انضم-الينا انضم-لنا اعمل-معنا وظائف-لدينا فرص-عمل-لدينا للاعلان-لدينا للاعلان-في-الموقع
    للاعلان-بالموقع اعلانات-تجاريه الاعلانات-التجاريه الاشهار للاشهار اشهر-معنا اسعار-الاعلانات
    تعريفه-الاعلانات عن-المؤسسه عن-الشبكه عن-المجله عن-الاذاعه عن-المنصه شركاؤنا المساعده-والدعم
    تطبيقاتنا تطبيقات-الجوال تطبيق-الجوال الاشتراكات من-نكون عنوان-الجريده ارقام-الهاتف خارطه-الموقع
    خريطه-موقع
""")
# The outlet's own vacancies, or news of vacancies: only the page itself tells.
VACANCY_WORDS = make_word_set("jobs job employment emploi emplois وظائف وظائف-شاغره فرص-عمل توظيف")
# Pages below these are about the outlet.
STATIC_PARENT_WORDS = make_word_set("""
    legal about about-us corporate policies mentions-legales a-propos من-نحن عن-الموقع
""")
FEED_MARKS = make_word_set(
    "feed feeds rss rss2 atom rdf mrss rssfeed rssfeeds feedburner rss-feed rss-feeds"
)

# Extensions of file names.
PAGE_EXTENSIONS = make_word_set("""
    html htm shtml shtm xhtml php php3 php4 php5 phtml asp aspx ashx jsp jspx jsf do cfm cgi stm ece
    cms axd nsf
""")
FILE_EXTENSIONS = make_word_set("""
    jpg jpeg png gif webp avif svg bmp tif tiff ico pdf doc docx xls xlsx ppt pptx odt rtf csv epub
    zip rar 7z tar gz tgz bz2 exe apk ipa dmg iso mp3 m4a aac ogg oga opus wav wma mp4 m4v mov avi
    wmv flv mkv webm mpg mpeg 3gp m3u m3u8 swf css js mjs json map woff woff2 ttf eot ics vcf txt
""")
FEED_EXTENSIONS = make_word_set("xml rss atom rdf mrss")

# Names of query parameters.
ARTICLE_KEYS = make_word_set("""
    articleid artid newsid storyid nid postid story article idx contentid docid newsno aid nwsid
    newsidx newscode storycode articleno newsitem idnews idarticle idbreve idpost idinfo idactu
    idactualite ttnews idstory idkhabar khabarid makalid maqalid
""")
ID_KEYS = make_word_set(
    "id i n no nn num nu code key pid tid t xid kid oid guid uid item cid sid art pageid"
)
SECTION_KEYS = make_word_set("""
    cat catid category categoryid section sectionid sec secid dep depid department departmentid
    channel channelid mainid catno subcat subcatid typeid groupid topicid issueid catname rub
    rubrique idrubrique idrub idcat idcategorie idcategory idsection sectionname rubid
""")
# Numbers of tags and people.
TAG_OR_PERSON_KEYS = make_word_set("""
    idmot idauteur authorid idauthor writerid idwriter tagid idtag keywordid userid iduser memberid
""")
PAGE_KEYS = make_word_set("""
    paged pg pag pgno pgnum pageno pagenum pagenumber pageindex start offset limitstart skip from
    cstart pn pagina seite sayfa perpage startindex startrow startat صفحه
""")
# Names that content systems generate: PAGEN_1, debut_articles, currentPage, _101_INSTANCE_x_cur.
PAGE_KEY = re.compile(r"pagen\d+|debut\w*|\w*(?<!per)(?<!home)page|\w+cur")
# Positions in a list that are named, not counted; the value may be anything.
CURSOR_KEYS = make_word_set("""
    after before cursor next nextcursor pagecursor older olderthan lastid lastitem maxid beforeid
    afterid startafter startkey pagetoken nextpagetoken continuation updatedmax publishedmax
""")
PAGE_WORDS = make_word_set("page paged pages pageno pg offset start صفحه صفحات")
NON_ARTICLE_KEYS = make_word_set("print share replytocom printable tmpl")
SEARCH_KEYS = make_word_set("""
    s q query search keyword keywords searchword kw term tag author mot mots recherche find
    motcle words text searchtext
""")
CALENDAR_KEYS = make_word_set("""
    m month year day date week ym yyyymm calendar archivedate newsdate mois annee jour semaine
    شهر سنه عام يوم اسبوع تاريخ
""")
# Parameters that choose a page as a path does elsewhere: ?option=com_users, ?page=contact
ROUTE_KEYS = make_word_set(
    "option view task action page do op mod act go name module file route r p"
)
HOME_NAMES = make_word_set("sommaire accueil home index main frontpage الرئيسيه")
FEED_KEYS = make_word_set("feed rss atom")
AMP_KEYS = make_word_set("amp isamp outputtype")
LANGUAGE_KEYS = make_word_set("lang language locale hl l")

# Name or address of a feed of readers' comments.
COMMENTS_FEED = re.compile(r"\bcomments?\b|تعليقات", re.IGNORECASE)
# WordPress's names for articles without a section.
NO_SECTION_NAMES = make_word_set("uncategorized uncategorised غير-مصنف بدون-تصنيف")

# Parts of the names of scripts: ArticleDetails.aspx, newcat.php, view.asp, ?action=show
SECTION_SCRIPT = re.compile(
    r"categor|section|channel|depart|list|archive|rubrique|\bcat|cat\b|subcat|قسم"
)
TAG_OR_PERSON_SCRIPT = re.compile(
    r"author|writer|columnist|kateb|katib|\btags?\b|hashtag|keyword|auteur|redacteur|\bmots?\b"
    r"|\busers?\b"
)
ARTICLE_SCRIPT = re.compile(
    r"article|story|news|detail|view|show|read|item|post|node|full|khabar|content|\blire|\bvoir"
    r"|affiche|breve|depeche|actu|maqal|خبر|مقال|تفاصيل"
)
