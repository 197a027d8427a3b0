"""Patterns of class and id names, by what they say of an element. Data only.

Names are compared as lower-case words separated by single spaces (`articleShareBar` and
`article-share_bar` are «article share bar»), so `share` is found and `shareholder` is not.
"""

import re
from collections.abc import Iterable

# Characters of a class or id attribute that are read; no person writes more.
MAX_ATTRIBUTE_CHARS = 2000
_WORD_GROUP = re.compile(r"(?<=[:|])[a-z][^|()]*")


def _collect_first_words(patterns: Iterable[re.Pattern[str]]) -> frozenset[str]:
    """Return the first words of all groups: names without one of them are not searched."""
    groups = (group for pattern in patterns for group in _WORD_GROUP.findall(pattern.pattern))
    return frozenset(re.sub(r"[^a-z].*", "", group) for group in groups)


def _compile_names(word_groups: str) -> re.Pattern[str]:
    """Compile a search for any of the word groups separated by `|`."""
    groups = "|".join(group.strip() for group in word_groups.split("|"))
    return re.compile(rf"(?:^| )(?:{groups})(?: |$)")


# Reasons to skip an element as boilerplate; the first that matches counts.
BOILERPLATE_NAMES: dict[str, re.Pattern[str]] = {
    "share": _compile_names(
        r"""
        share | shares | sharing | sharebar | sharethis | sharedaddy | addthis | addtoany | a2a |
        social | socials | socialmedia | sociallinks | socialshare | sharebuttons | shareit |
        followus | follow us | whatsapp | telegram
        """
    ),
    "related": _compile_names(
        r"""
        related | relateds | relatedposts | relatednews | relatedarticles | related \w+ |
        recommended | recommendation | recommendations | recirc | recirculation | also read |
        read also | readalso | alsoread | see also | seealso | more news | more from | more on |
        more stories | more articles | you may | youmay | outbrain | taboola | teads | dianomi |
        zergnet | mgid | plista | nativo | yarpp | jp relatedposts | prev next | next prev |
        next article | nextarticle |
        next post | prev post | previous post | next story | up next | upnext | read next |
        readnext | post navigation | post nav | suggested | suggestions | similar | inread |
        in read | internallinks
        """
    ),
    "comments": _compile_names(
        r"""
        comment | comments | commentlist | disqus | respond | commentform | fb comments |
        livefyre | coral | viafoura | spotim
        """
    ),
    "newsletter": _compile_names(
        r"""
        newsletter | newsletters | subscribe | subscription | mailchimp | signup | sign up |
        nl signup | mailing list
        """
    ),
    "cookie": _compile_names(
        r"""
        cookie | cookies | consent | gdpr | cmp | onetrust | didomi
        """
    ),
    "sidebar": _compile_names(
        r"""
        sidebar | side bar | rightbar | leftbar | right column | right col | rail | right rail |
        sticky sidebar
        """
    ),
    "breadcrumb": _compile_names(
        r"""
        breadcrumb | breadcrumbs | bread crumb | crumbs | crumb
        """
    ),
    "tags": _compile_names(
        r"""
        tags | taglist | tag list | tagcloud | tag cloud | post tags | article tags | keywords |
        topics | topic list | topic tags | article topics | cat links | post categories
        """
    ),
    "byline": _compile_names(
        r"""
        byline | bylines | author | authors | author name | author box | authorbox | author bio |
        about author | writer | bio | contributors | journalist | post author | vcard |
        redacteur | signature
        """
    ),
    "caption": _compile_names(
        r"""
        caption | captions | wp caption | image caption | img caption | photo caption | credit |
        credits | legend | legende | legenda | leyenda | bildunterschrift | didascalia |
        pie de foto | wasf | photo credit | image credit | cutline | photographer | copyright |
        imagecaption | picture desc | image description | img desc | image desc | photo desc |
        pic desc | image title | img title | photo title | image info | photo info |
        caption text | description image | photo text | image text | figcaption
        """
    ),
    "advert": _compile_names(
        r"""
        ad | ads | adv | advert | adverts | advertisement | advertising | advertorial |
        adsbygoogle | adslot | ad slot | ad container | adunit | banner | banners | sponsor |
        sponsored | dfp | gpt | promo | promos | promobox | promotion | promoted | commercial |
        ad placeholder | affiliate | affiliates | affiliate \w+
        """
    ),
    "ranking": _compile_names(
        r"""
        most read | mostread | most popular | mostpopular | most viewed | most recent | popular |
        trending | latest news | latest | topstories | top stories | top news | ticker |
        breaking news | breakingnews
        """
    ),
    "navigation": _compile_names(
        r"""
        nav | navbar | navigation | menu | menus | submenu | masthead | topbar | site header |
        siteheader | footer | site footer | pagination | pager | paging | skip | skip link | toc |
        table of contents | tableofcontents | search | searchform | drawer | offcanvas
        """
    ),
    "tools": _compile_names(
        r"""
        toolbar | tools | toolbox | article tools | article actions | actions | print | printer |
        fontsize | font size | textsize | resizer | bookmark | bookmarks | text to speech |
        audio player | audioplayer | listen | rating | ratings | vote | votes | poll | quiz |
        feedback | reactions | reaction | login | modal | popup | overlay | lightbox | tooltip |
        toast | notification | notifications | alert box | app download | download app |
        google news | googlenews
        """
    ),
    "date": _compile_names(
        r"""
        date | datetime | timestamp | time stamp | dateline | published | pubdate | post date |
        publish date | publication date | meta | metadata | post meta | entry meta |
        article meta | article info | post info | postmeta | articleinfo | news info | lastmod |
        updated | modified | reading time | readtime | read time
        """
    ),
    "media": _compile_names(
        r"""
        gallery | slideshow | carousel | slider | swiper | player | video player | jwplayer |
        videojs | wp video | mejs | brightcove | lightbox
        """
    ),
    "photo": _compile_names(
        r"""
        image | img | photo | picture | thumbnail | thumb | media | figure | pic |
        featured image | post thumbnail | wp post image
        """
    ),
    "box": _compile_names(
        r"""
        infobox | info box | factbox | fact box | fm box | sidebox | side box | aside box |
        box note | pullquote | pull quote | more topic | teaser box | linkbox |
        link box | links box | citewrapper | kurzinfo | faktenbox | definition
        """
    ),
    "embed": _compile_names(
        r"""
        oembed | twitter tweet | tweet | instagram media | fb post |
        facebook post | tiktok embed | reddit embed | infogram | embedly | youtube
        """
    ),
    "hidden": _compile_names(
        r"""
        hidden | visually hidden | visuallyhidden | sr only | screen reader text | screenreader |
        offscreen | invisible | noprint | no print | print only | d none | u hidden | is hidden |
        display none
        """
    ),
    "paywall": _compile_names(
        r"""
        premium teaser | paywall message | paywall offer | offers | regwall | subscriber message |
        piano | meter
        """
    ),
}
BOILERPLATE_WORDS = _collect_first_words(BOILERPLATE_NAMES.values())

# Containers of text whose names hold a boilerplate word.
TEXT_CONTAINER_NAMES = _compile_names(
    r"""
    elementor widget container | elementor widget theme post content |
    elementor widget text editor | wpb text column | article body | articlebody |
    article content | article text | entry content | post content | story body | body text |
    news text | wp block media text(?: content)? | with sidebar | has sidebar | no sidebar |
    main content | label hidden | overflow hidden | overflow [xy] hidden |
    (?:has|with|no) (?:ad|ads|advert|adverts|banner|banners|rail|aside|nav|share)(?: \w+)?
    """
)

# Inside a text: a teaser of another article.
CARD_NAMES = _compile_names(
    r"""
    teaser\w* | card | cards | promo\w* | list element | linkbox | linklist | link list |
    storylist | story list | news list | post item | article item | article list | thumbnail |
    \w*teaser\w* | meldungsfooter | article footer | entry footer | post footer | read more |
    readmore
    """
)

# A sub-heading.
SUBHEADING_NAMES = _compile_names(
    r"""
    sub | subhead | sub head | subheading | sub heading | subtitle | heading | crosshead |
    intertitle | h2 | h3 | h4
    """
)

# The article's body.
BODY_NAMES = _compile_names(
    r"""
    article ?body | articlebody | article ?text | article content | article ?detail ?body |
    story ?body | story ?text | story content | entry content | post ?content | post ?body |
    post ?text | news ?body | news ?text | news ?content | body ?text | body ?content |
    field ?name ?body | field body | content body | detail ?text | details ?text | details ?body |
    article details | news details
    """
)

# A standfirst.
STANDFIRST_NAMES = _compile_names(
    r"""
    lead | lede | standfirst | stand first | intro | introtext | intro text | introduction |
    summary | subtitle | sub title | subheadline | sub headline | subheading | sub heading |
    deck | dek | excerpt | abstract | chapo | chapeau | sapo | tagline | teaser text |
    article teaser | description | article description | field teaser | field name field teaser |
    perex | preamble | bajada | entradilla | sommario | occhiello
    """
)

# A photo's caption.
CAPTION_NAMES = _compile_names(
    r"""
    caption | captions | figcaption | legend | legende | legenda | leyenda | bildunterschrift |
    didascalia | pie de foto | wasf | cutline | image desc | img desc | photo desc |
    image title | img title | image info | photo info | description image
    """
)

# A photo's credit.
CREDIT_NAMES = _compile_names(
    r"""
    credit | credits | copyright | photographer | image source | photo source | photo credit |
    source
    """
)

# The fields that named elements hold.
FIELD_NAMES: dict[str, re.Pattern[str]] = {
    "author": _compile_names(
        r"""
        author | authors | byline | by line | writer | autor | auteur | journalist | reporter |
        contributor | editor name | katib | columnist | post author | author name | authorname |
        person | persons | person link | fn
        """
    ),
    "date": _compile_names(
        r"""
        date | datetime | dateline | time | timestamp | published | pubdate | publish | posted |
        post date | created | entry date | meta | info | updated | modified | lastupdate |
        last update | date time
        """
    ),
    "breadcrumb": _compile_names(
        r"""
        breadcrumb | breadcrumbs | bread crumb | crumbs | crumb | path | pathway |
        rank math breadcrumb | trail
        """
    ),
    "section": _compile_names(
        r"""
        section | sections | category | categories | cat | cats | rubric | channel | kicker |
        topic name | cat links | post category | article section | overline | taxonomy
        """
    ),
    "tags": _compile_names(
        r"""
        tags | taglist | tag list | tags links | tags list | post tags | article tags | keywords |
        topics | tag cloud | tagcloud | hashtags | labels
        """
    ),
    "title": _compile_names(
        r"""
        newstitle | headline | heading | entry title | post title | article title | news title |
        story title | page title | lbl title | title | details title | detail title |
        content title
        """
    ),
}
FIELD_WORDS = _collect_first_words(FIELD_NAMES.values())
