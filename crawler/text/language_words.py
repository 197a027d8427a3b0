"""Frequent words and exclusive letters of the languages in Arabic and Latin script.

Data for `language`. Words are in the spelling that it compares: one ya (ي for ى, ی), one kaf (ك for
ک), no tashkeel. A word frequent in two of the languages is in neither list.
"""


def _split_word_list(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARABIC = _split_word_list(
    """
    في من علي إلي الي عن أن إن مع هذا هذه ذلك تلك التي الذي الذين لم لن قد كان كانت كما
    لكن أو ثم منذ عند لا هو هي أنه أنها إنه إنها فيه فيها منه منها عليه عليها بها له
    لها لهم قال قالت خلال حول ضد نحو أي وقد وقال وقالت أيضا وفي ومن وأن وإن وهو وهي
    وكان وكانت ولم ولا ولن هناك لدي ليس ليست كانوا يكون تكون يمكن أكثر بعض بأن لأن حيث
    إذا إذ مثل عدم أما إما عام يوم أمس أول وذلك بذلك كذلك دون عبر وأضاف وأكد وأوضح
    وأشار أنا أنت نحن سوف وكما ولكن ومع وعلي وإلي فإن لكنه بشأن عقب جميع نفسه إنما
    """
)
# Egyptian, Levantine, Gulf and Iraqi, Maghrebi.
DIALECTS = _split_word_list(
    """
    مش اللي ده كده كدا إزاي ازاي ليه عشان علشان إحنا احنا لسه برضه دلوقتي إيه ايه بتاع
    شو هيك هاد بدي بدنا كتير هلق هون وين ليش عم مو إيش ايش وش شنو هسه شلون اكو ماكو
    أبغي ودي واش ديال بزاف راه حنا علاش كيفاش باش ماشي هادي هادشي زي
    """
)
PERSIAN = _split_word_list(
    """
    در از به كه را اين آن با براي است شد شده كرد كرده كند مي شود بود بودند خود تا هاي
    ها يك وي نيز دارد دارند گفت گفته هستند باشد اند بايد خواهد نمي هايي ديگر اگر همه چه
    نيست هست پيش همين همچنين درباره توسط كنند كنيم شوند ميشود ميكند داده دهد
    كشور مردم بيش سپس چند هنوز
    """
)
URDU = _split_word_list("كا كو ايك بھي ہو ہي گيا گئي رہا اور جس گا گي تھا تھي نہيں")
CENTRAL_KURDISH = _split_word_list("لە بە كە ئەو ئەم ئەوە لەو دەكات دەكرێت")
PASHTO = _split_word_list("د په چې كې ته سره يې شوي كړي كړل كوي هغه خو لپاره او")
UYGHUR = _split_word_list("ۋە بىلەن ھەم")
SINDHI = _split_word_list("جي ۾ ۽ آهي آهن جن كي هڪ")

# Letters that only one of these languages has.
EXCLUSIVE_LETTERS = {
    "ar": "ة",
    "ur": "ٹڈڑںےہۂۓ",
    "ckb": "ڕڵێ",
    "ps": "ټډړږښڼځڅۍ",
    "ug": "ۇۈۋ",
    "sd": "ٻڀٿٽڏڌڊڍڦڄڃڇڳڱڻ۽۾",
}
# The share of a text's words that the words and letters above recognise, measured on the Universal
# Declaration of Human Rights, the Django project's translations and news.
RECOGNISED_SHARES = {
    "ar": 0.58,
    "fa": 0.35,
    "ur": 0.54,
    "ckb": 0.70,
    "ps": 0.48,
    "ug": 0.73,
    "sd": 0.60,
}
# Letters that several of the languages but not Arabic have; letters of Kurdish and Uyghur.
NON_ARABIC_LETTERS = "پچژگ"
KURDISH_AND_UYGHUR_LETTERS = "ەۆ"

LATIN_SCRIPT_WORDS = {
    "en": _split_word_list(
        """
    the of and to is that for on with was by from has have are it this which said will
    were had not but he his their they been who after
    """
    ),
    "fr": _split_word_list(
        """
    le les des du et une est qui dans pour sur pas avec au aux ce cette il elle ne sont
    plus ont été son ses leur
    """
    ),
    "other": _split_word_list(
        """
    el la los las de y en que del por con para su der die das und den von zu mit ist
    nicht auf ein eine in di che della per non sono bir ve bu için da o os em um uma
    het een van dat herkes kes kî li ji bi jî û
    """
    ),
}
