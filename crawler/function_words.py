"""What tells the languages of Arabic and Latin script apart: frequent words and letters of their own.

Words are in the spelling `language` compares: one ya (ي for ى and ی), one kaf (ك for ک), no tashkeel.
A word frequent in two of the languages stands in neither list.
"""

ARABIC = frozenset(
    "في من علي إلي الي عن أن إن مع هذا هذه ذلك تلك التي الذي الذين لم لن قد كان كانت كما لكن أو ثم منذ"
    " عند لا هو هي أنه أنها إنه إنها فيه فيها منه منها عليه عليها بها له لها لهم قال قالت خلال حول ضد"
    " نحو أي وقد وقال وقالت أيضا وفي ومن وأن وإن وهو وهي وكان وكانت ولم ولا ولن هناك لدي ليس ليست كانوا"
    " يكون تكون يمكن أكثر بعض بأن لأن حيث إذا إذ مثل عدم أما إما عام يوم أمس أول وذلك بذلك كذلك دون عبر"
    " وأضاف وأكد وأوضح وأشار أنا أنت نحن سوف وكما ولكن ومع وعلي وإلي فإن لكنه بشأن عقب جميع نفسه إنما"
    # Dialects: Egyptian, Levantine, Gulf and Iraqi, Maghrebi.
    " مش اللي ده كده كدا إزاي ازاي ليه عشان علشان إحنا احنا لسه برضه دلوقتي إيه ايه بتاع"
    " شو هيك هاد هاي بدي بدنا كتير هلق هون وين ليش عم مو إيش ايش وش شنو هسه شلون اكو ماكو أبغي ودي"
    " واش ديال بزاف راه حنا علاش كيفاش باش ماشي هادي هادشي زي".split()
)
PERSIAN = frozenset(
    "در از به كه را اين آن با براي است شد شده كرد كرده كند مي شود بود بودند خود تا هاي ها يك وي نيز"
    " دارد دارند گفت گفته هستند باشد اند بايد خواهد نمي هايي ديگر اگر همه چه نيست هست پيش همين همچنين"
    " درباره توسط كنند كنيم شوند ميشود ميكند داده دهد يا ايران كشور مردم بيش سپس چند وجود هنوز".split()
)
URDU = frozenset(
    "كے ہے ميں سے كا كو نے ہيں كہ يہ تھا تھے تھي نہيں ايك بھي وہ ہو ہي گيا گئے گئي رہے رہا اور لئے ليے"
    " جس كيا انہوں والے والي كرنے ہوئے گے گا گي".split()
)
CENTRAL_KURDISH = frozenset("لە بە كە بۆ ئەو ئەم ئەوە لەو لەگەڵ لەسەر دوو دەكات كرد".split())
PASHTO = frozenset("د په چې كې ته سره يې شوي كړي كړل كوي وايي هغه خو پر لپاره شو او وي دي".split())
UYGHUR = frozenset("ۋە بىلەن بۇ ئۇ بولغان ھەم ئۈچۈن قىلىش".split())
SINDHI = frozenset("جي جو ۾ ۽ كان آهي ته جا کي هن آهن تي".split())

# Letters no other of these languages has.
LETTERS = {
    "ar": "ة",
    "ur": "ٹڈڑںےہۂۓ",
    "ckb": "ڕڵێ",
    "ps": "ټډړږښڼځڅۍ",
    "ug": "ۇۈۋ",
    "sd": "ٻڀٿٽڏڌڊڍڦڄڃڇڳڱڻ۽۾",
}
# Letters of the languages around Arabic, and letters of two of them.
FOREIGN = "پچژگ"
KURDISH_AND_UYGHUR = "ەۆ"

LATIN = {
    "en": frozenset(
        "the of and to in is that for on with was as by at from has have be are it this which said will"
        " were had not but an he his their they been who after".split()
    ),
    "fr": frozenset(
        "le la les de des du et en un une est que qui dans pour par sur pas avec au aux ce cette il"
        " elle ne se sont plus ont été son ses leur d l".split()
    ),
    "other": frozenset(
        "el los las y del por con una para su der die das und den von zu mit ist nicht auf ein eine"
        " il di che della per non sono bir ve bu için da de o os em um uma het een van dat".split()
    ),
}
