"""Imaginary outlets, each with the addresses and the mark-up of another content system.

Only anchors tell their articles from other pages. `walking` builds the outlets' pages.
"""

from dataclasses import dataclass, field

SECTIONS = ("سياسة", "اقتصاد", "كتب وأفلام")
HEADLINES = (
    "البلدية ترمم السوق القديم قبل الشتاء",
    "مزارعو الوادي يجنون الزيتون مبكرا",
    "قطار جديد يربط الميناء بالمدينة الصناعية",
    "طلاب يصنعون مركبة تعمل بالشمس",
    "خلاف على مياه النهر ينتهي باتفاق",
    "مكتبة متنقلة تصل إلى قرى الجبل",
    "أسعار القمح تتراجع",
)
STATIC_PAGES = (("/about", "من نحن"), ("/contact", "اتصل بنا"), ("/legal", "تنبيه قانوني"))


@dataclass(frozen=True, kw_only=True)
class System:
    """The addresses and the mark-up of a content system; `str.format` fills in the braces.

    `article`: {n} its number, {s} its section's, {key} a key of letters and digits, {words} a few
    words. `section`: {s}. `further_page`: {s}, {page} from 2, {skip} articles on earlier pages,
    {last} the key of the last of them. `article_row`: {url}, {title}. `pager`: {next}, {numbers},
    the latter made of `page_number`: {url}, {page}. `layout`: {menu} of `menu_entry`, {main},
    {foot} of anchors. `static_pages` and `trap_links`: addresses, with texts, not to be followed.
    """

    name: str
    article: str
    section: str
    further_page: str
    article_row: str = '<li><a href="{url}">{title}</a></li>'
    pager: str = '<div>{numbers}<a href="{next}">التالي</a></div>'
    page_number: str = '<a href="{url}">{page}</a> '
    menu_entry: str = '<li><a href="{url}">{title}</a></li>'
    layout: str = "<nav><ul>{menu}</ul></nav><main>{main}</main><footer>{foot}</footer>"
    home: str = "/"
    static_pages: tuple[tuple[str, str], ...] = STATIC_PAGES
    trap_links: tuple[tuple[str, str], ...] = field(default=())


SYSTEMS = (
    System(
        name="spip",
        article="/spip.php?article{n}",
        section="/spip.php?rubrique{s}",
        further_page="/spip.php?rubrique{s}&debut_articles={skip}#pagination_articles",
        article_row='<h3 class="entry-title"><a href="{url}">{title}</a></h3>',
        pager='<p class="pagination"><span class="pages">{numbers}</span></p>',
        page_number='<a href="{url}" class="lien_pagination">{skip}</a> | ',
        static_pages=(
            ("/spip.php?page=plan", "خريطة الموقع"),
            ("/spip.php?page=contact", "اتصل بنا"),
            ("/spip.php?page=login", "دخول"),
            ("/spip.php?article1&page=imprimer", "طباعة"),
        ),
        trap_links=(("/spip.php?mot16", "زيتون"), ("/spip.php?auteur3", "أمين حداد")),
    ),
    System(
        name="french names",
        article="/ar/lire.php?p_id={n}",
        section="/ar/rubrique-{s}.html",
        further_page="/ar/rubrique-{s}.html?debut={skip}",
        article_row='<tr><td><img src="/v.jpg"></td><td><a class=titre href="{url}">{title}'
        "</a></td></tr>",
        pager='<p class="suite"><a href="{next}">الصفحة الموالية ›</a></p>',
        menu_entry='<td><a href="{url}">{title}</a></td>',
        layout='<table id="menu"><tr>{menu}</tr></table><table>{main}</table>'
        '<div id="pied">{foot}</div>',
        home="/ar/",
        static_pages=(
            ("/ar/equipe.html", "فريق التحرير"),
            ("/ar/mentions.html", "تنبيه قانوني"),
            ("/ar/charte.html", "ميثاقنا"),
        ),
        trap_links=(
            ("/ar/mot-4.html", "زيتون"),
            ("/ar/auteur-3.html", "أمين"),
            ("/ar/agenda.php?mois=3&annee=2026", "المفكرة"),
        ),
    ),
    System(
        name="joomla",
        article="/index.php?option=com_content&view=article&id={n}:{key}&catid={s}&Itemid=4",
        section="/index.php?option=com_content&view=category&layout=blog&id={s}&Itemid=4",
        further_page="/index.php?option=com_content&view=category&layout=blog&id={s}&Itemid=4"
        "&limitstart={skip}",
        article_row='<div class="item"><h2><a href="{url}">{title}</a></h2><p>'
        '<a href="{url}">اقرأ المزيد</a></p></div>',
        pager='<div class="pagination"><ul>{numbers}<li><a title="التالي" href="{next}">»'
        "</a></ul></div>",
        page_number='<li><a title="{page}" href="{url}" class="pagenav">{page}</a></li>',
        static_pages=(
            ("/index.php?option=com_contact&view=contact&id=1&Itemid=9", "راسلنا"),
            ("/index.php?option=com_users&view=login&Itemid=8", "الدخول"),
        ),
        trap_links=(("/index.php?option=com_search&Itemid=5", "بحث متقدم"),),
    ),
    System(
        name="drupal",
        article="/node/{n}",
        section="/taxonomy/term/{s}",
        further_page="/taxonomy/term/{s}?page=0%2C{page}",
        article_row='<article><h2><a href="{url}" rel="bookmark">{title}</a></h2></article>',
        pager='<ul class="pager">{numbers}<li class="pager-next"><a href="{next}">التالي ›'
        "</a></ul>",
        page_number='<li class="pager-item"><a title="إلى صفحة {page}" href="{url}">{page}'
        "</a></li>",
    ),
    System(
        name="wordpress",
        article="/2026/11/{key}-{words}/",
        section="/category/s{s}/",
        further_page="/category/s{s}/page/{page}/",
        article_row='<article><h2 class="entry-title"><a href="{url}">{title}</a></h2>'
        '<a href="/author/amin/">أمين حداد</a> <a href="{url}#respond">3</a></article>',
        pager='<nav class="navigation posts-navigation"><div class="nav-links">'
        '<div class="nav-previous"><a href="{next}">مقالات أقدم</a></div></div></nav>',
        trap_links=(
            ("/tag/zaytun/", "زيتون"),
            ("/2026/10/", "أكتوبر 2026"),
            ("/wp-login.php", "دخول"),
        ),
    ),
    System(
        name="datalife",
        article="/s{s}/{n}-{words}.html",
        section="/s{s}/",
        further_page="/s{s}/page/{page}/",
        article_row='<div class="short"><a class="short-title" href="{url}">{title}</a></div>',
        pager='<div class="navigation"><span>1</span> {numbers}<a href="{next}">الأقدم '
        "&raquo;</a></div>",
        trap_links=(
            ("/index.php?do=register", "تسجيل"),
            ("/index.php?do=lostpassword", "نسيت كلمة السر"),
            ("/user/amin/", "أمين"),
        ),
    ),
    System(
        name="bitrix",
        article="/news/detail.php?ELEMENT_ID={n}",
        section="/news/index.php?SECTION_ID={s}",
        further_page="/news/index.php?SECTION_ID={s}&PAGEN_1={page}",
        article_row='<p class="news-item"><a href="{url}"><b>{title}</b></a></p>',
        pager='<font class="text">{numbers}<a href="{next}"><img src="/r.gif" alt=""></a></font>',
    ),
    System(
        name="home-made php",
        article="/details.php?nid={n}",
        section="/news.php?cat={s}",
        further_page="/news.php?cat={s}&from={skip}",
        article_row='<div class="bx"><a href="{url}"><img src="/i.jpg" alt=""></a><br>'
        '<a href="{url}">{title}</a></div>',
        pager='<div class="arqam">{numbers}</div>',
        page_number='<a href="{url}">[{page}]</a> ',
        menu_entry='<a href="{url}">{title}</a> | ',
        layout="<div class=fawq>{menu}</div><center>{main}</center><div class=tahta>{foot}</div>",
        static_pages=(
            ("/page.php?id=1", "من نحن"),
            ("/page.php?id=2", "للإعلان"),
            ("/page.php?id=3", "اتصل بنا"),
            ("/page.php?id=4", "ميثاقنا"),
        ),
        trap_links=(
            ("/writers.php?id=4", "أمين حداد"),
            ("/news.php?day=3&month=11&year=2026", "3"),
        ),
    ),
    System(
        name="classic asp",
        article="/arabic/News.asp?NewsID={n}",
        section="/arabic/Section.asp?SecID={s}",
        further_page="/arabic/Section.asp?SecID={s}&whichpage={page}",
        article_row='<tr><td class="n"><a href="{url}">{title}</a></td></tr>',
        pager='<a href="{next}"><img src="/n.gif" alt="التالي"></a>',
        layout="<table>{menu}</table><table>{main}</table><p>{foot}</p>",
        home="/arabic/Default.asp",
        static_pages=(("/arabic/About.asp", "من نحن"), ("/arabic/Contact.asp", "اتصل بنا")),
    ),
    System(
        name="next",
        article="/s{s}/{words}-{key}",
        section="/s{s}",
        further_page="/s{s}?cursor={last}",
        article_row='<div class="sc-1a2b3c d4e5f"><a href="{url}"><h3>{title}</h3><time>أمس</time>'
        "</a></div>",
        pager='<button data-next-url="{next}">عرض المزيد</button>',
        static_pages=(("/legal/privacy", "الخصوصية"), ("/legal/terms", "شروط الاستخدام")),
        trap_links=(("/author/amin-haddad", "أمين حداد"), ("/account/login", "تسجيل الدخول")),
    ),
    System(
        name="sharepoint",
        article="/ar/s{s}/Pages/{key}.aspx",
        section="/ar/s{s}/Pages/default.aspx",
        further_page="/ar/s{s}/Pages/default.aspx?Paged=TRUE&p_ID={last}&PageFirstRow={skip}",
        article_row='<div class="ms-item"><h4><a href="{url}">{title}</a></h4></div>',
        pager='<div class="ms-paging"><a href="{next}"><img src="/next.gif" alt="Next"></a></div>',
        static_pages=(
            ("/ar/Pages/AboutUs.aspx", "من نحن"),
            ("/ar/Pages/ContactUs.aspx", "اتصل بنا"),
        ),
        home="/ar/Pages/default.aspx",
    ),
    System(
        name="liferay",
        article="/web/guest/news/-/asset_publisher/aBcD1eFg/content/id/{n}",
        section="/web/guest/s{s}",
        further_page="/web/guest/s{s}?p_p_id=101_INSTANCE_aBcD&_101_INSTANCE_aBcD_cur={page}",
        article_row='<div class="asset-abstract"><h3 class="asset-title"><a href="{url}">{title}'
        "</a></h3></div>",
        pager='<ul class="lfr-pagination-buttons pager"><li><a href="{next}">التالي</a></li></ul>',
        home="/web/guest/home",
        static_pages=(("/web/guest/about-us", "من نحن"), ("/c/portal/login", "دخول")),
    ),
    System(
        name="blogger",
        article="/2026/11/{key}_{n}.html",
        section="/p/s{s}.html",
        further_page="/search?updated-max=2026-{page}-01T00:00:00Z&max-results={skip}&s={s}",
        article_row='<h3 class="post-title entry-title"><a href="{url}">{title}</a></h3>',
        pager='<div class="blog-pager">'
        '<a class="blog-pager-older-link" href="{next}">رسائل أقدم</a></div>',
        trap_links=(("/search/label/zaytun", "زيتون"), ("/feeds/posts/default", "Atom")),
    ),
    System(
        name="keys only",
        article="/story/9f8e7d6c-1234-4abc-9def-{n:012}",
        section="/channel/k{s}x7ab",
        further_page="/channel/k{s}x7ab?offset={skip}&limit=4",
        article_row='<a href="{url}"><figure><img alt="{title}"></figure></a>',
        pager='<a rel="next" href="{next}"><i class="icon-left"></i></a>',
    ),
    System(
        name="arabic paths",
        article="/أخبار-{s}/{title}",
        section="/أخبار-{s}",
        further_page="/أخبار-{s}/صفحة-{page}",
        article_row="<li class=khabar><a href='{url}'>{title}</a></li>",
        pager='<div aria-label="ترقيم الصفحات"><a href="{next}"><i class="sahm"></i></a></div>',
        static_pages=(
            ("/من-نحن", "من نحن"),
            ("/شروط-الاستخدام", "شروط الاستخدام"),
            ("/وظائف", "وظائف"),
        ),
        trap_links=(("/وسم/زيتون", "زيتون"), ("/كاتب/أمين-حداد", "أمين حداد")),
    ),
    System(
        name="static files",
        article="/html/{s}/{n}.html",
        section="/html/{s}/index.html",
        further_page="/html/{s}/index_{page}.html",
        article_row='<li><span>[12-3]</span><a href="{url}" target="_blank">{title}</a></li>',
        pager='<div class="fanye"><a href="{next}">الصفحة التالية</a></div>',
    ),
    System(
        name="laravel",
        article="/ar/posts/{key}",
        section="/ar/categories/{s}",
        further_page="/ar/categories/{s}?page={page}",
        article_row='<div class="card"><a href="{url}" class="stretched-link"></a>'
        '<h5 class="card-title">{title}</h5></div>',
        pager='<ul class="pagination" role="navigation">{numbers}<li><a rel="next" href="{next}" '
        'aria-label="التالي »">&rsaquo;</a></ul>',
        home="/ar",
        static_pages=(
            ("/ar/pages/about", "من نحن"),
            ("/ar/pages/privacy-policy", "سياسة الخصوصية"),
        ),
    ),
    System(
        name="numbers below sections",
        article="/s{s}/{n}",
        section="/s{s}",
        further_page="/s{s}/p{page}",
        article_row='<h4 class="ttl"><a href="{url}">{title}</a></h4>',
        pager='<div class="tarqim">{numbers}</div>',
        page_number='<span><a href="{url}">{page}</a></span>',
    ),
)
