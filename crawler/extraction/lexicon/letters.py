"""What Arabic text looks like, to tell code pages apart."""

# The commonest letter pairs of Arabic words.
COMMON_PAIRS = frozenset(
    [
        "ال",
        "وا",
        "في",
        "من",
        "لم",
        "ها",
        "ية",
        "ات",
        "ان",
        "ين",
        "لا",
        "عل",
        "لى",
        "ون",
        "ما",
        "را",
        "يا",
        "نا",
        "لت",
        "لأ",
        "مع",
        "اء",
        "لع",
        "بي",
        "ري",
        "دي",
        "كا",
        "سي",
        "أن",
        "با",
    ]
)
