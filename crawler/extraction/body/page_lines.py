"""Lines of a page that stand in and around the text, known by what they say. Pure."""

import re
from collections.abc import Callable

from crawler.extraction.lexicon import labels, page_calls, page_notes, page_sentences
from crawler.extraction.lexicon.agencies import AGENCY_SPELLINGS
from crawler.extraction.lexicon.chrome import COMMENTS_HEADING, SOURCE_LABEL, TEMPLATE_LABEL
from crawler.extraction.lexicon.counters import is_counter_or_age, is_date_stamp
from crawler.extraction.lexicon.page_words import has_only_page_words, measure_page_words
from crawler.text.normalise import fold_text

_FULL_STOP = re.compile(r"[.!?؟…][\"”»'’)\]]*$")
_QUOTE_START = re.compile(r"[\"«“”‘„‹]")
_ADDRESS_ONLY = re.compile(
    r"[\W_]*(?:(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w{2,30})[\W_]*"
)
_DIGIT = re.compile(r"\d")
_BETWEEN_NAMES = re.compile(r"[\s\W]*[()\[\]/,،+&|–—-][\s\W]*|\s+و\s*")
_MAX_LABEL_CHARS, _MAX_EDGE_CHARS, _MAX_CAPTION_CHARS = 60, 120, 200
_MAX_OPENING_CHARS, _MAX_OPENING_WORDS = 100, 16
_QUOTE_ENDS = ("»", '"', "”")
_MAX_CALL_CHARS, _MAX_SURE_CHARS, _MAX_RULES_CHARS = 260, 450, 800


def find_page_line_kind(text: str, *, at_edge: bool, is_heading: bool = False) -> str | None:
    """Return what a line is if it is the page's and not the article's, else None.

    `at_edge`: no paragraph stands above or none below. Inside the text the signs must be surer. A
    heading may be worded like a label.
    """
    if len(text) > _MAX_RULES_CHARS:
        return None
    folded_text = fold_text(text)
    if at_edge and page_sentences.COMMENT_RULES.search(folded_text):
        return "comments"
    if len(text) > _MAX_SURE_CHARS:
        return None
    kind = _find_label_kind(text, folded_text)
    if kind or is_heading:
        return kind
    if not _QUOTE_START.match(text) and _says_page_sentence(text, folded_text, at_edge=at_edge):
        return "boilerplate"
    return _find_line_kind(text, folded_text, at_edge=at_edge)


def is_opening_line(text: str) -> bool:
    """Say whether a line above the first paragraph is no sentence: a byline, place or kicker."""
    if len(text) > _MAX_OPENING_CHARS or len(text.split()) > _MAX_OPENING_WORDS:
        return False
    if _FULL_STOP.search(text) or text.endswith(_QUOTE_ENDS):
        return False
    return not page_notes.LETTER_START.match(fold_text(text))


def _find_label_kind(text: str, folded_text: str) -> str | None:
    """Return the kind of a line that says nothing of its own."""
    is_label = len(text) < _MAX_LABEL_CHARS and TEMPLATE_LABEL.fullmatch(folded_text)
    is_label = is_label or page_notes.WHOLE_LINE.fullmatch(folded_text)
    if is_label or has_only_page_words(folded_text) or page_notes.MARKS.fullmatch(text):
        return "label"
    if COMMENTS_HEADING.fullmatch(folded_text):
        return "comments"
    return "contact" if _ADDRESS_ONLY.fullmatch(text) else None


def _says_page_sentence(text: str, folded_text: str, *, at_edge: bool) -> bool:
    if page_sentences.SURE_PHRASE.search(folded_text):
        return True
    if len(text) > _MAX_CALL_CHARS:
        return False
    if any(pattern.match(folded_text) for pattern in _SENTENCE_PATTERNS):
        return True
    has_full_stop = _FULL_STOP.search(text)
    if (at_edge or not has_full_stop) and page_sentences.NEWSLETTER.match(folded_text):
        return True
    if not has_full_stop:
        return bool(page_sentences.LINE_START.match(folded_text))
    return at_edge and bool(
        page_sentences.SENTENCE_START.match(folded_text)
        or page_sentences.LATER_CALL.search(folded_text)
    )


def _find_line_kind(text: str, folded_text: str, *, at_edge: bool) -> str | None:
    """Return the kind of a line by its pattern; one with a full stop is hardly any."""
    is_time = page_notes.READING_TIME.fullmatch(folded_text)
    if is_time or is_date_stamp(text):
        return "counter"
    # «منذ عام» may head a part of the text
    if (at_edge or _DIGIT.search(text)) and is_counter_or_age(text):
        return "counter"
    if page_notes.END_SIGN.fullmatch(folded_text):
        return "end"
    if len(text) < _MAX_CAPTION_CHARS and (
        page_notes.PHOTO_END.fullmatch(folded_text)
        or page_notes.LABELLED_CAPTION.fullmatch(folded_text)
    ):
        return "caption"
    if at_edge and len(text) < _MAX_EDGE_CHARS and page_notes.WRITER_NOTE.fullmatch(folded_text):
        return "author box"
    return None if _FULL_STOP.search(text) else _match_line_pattern(text, folded_text, at_edge)


def _match_line_pattern(text: str, folded_text: str, at_edge: bool) -> str | None:
    words = len(text.split())
    for kind, max_words, matches in _LINE_PATTERNS:
        if words <= max_words and matches(folded_text):
            return kind
    if not at_edge or len(text) > _MAX_EDGE_CHARS:
        return None
    if page_notes.ADDRESS.match(folded_text):
        return "imprint"
    is_label = measure_page_words(folded_text) >= 0.5 or page_notes.INITIALS.fullmatch(folded_text)
    return "label" if is_label else None


def _is_tag_row(folded_text: str) -> bool:
    label = labels.TAG_LABEL.match(folded_text)
    return label is not None and any(sign in label[0] for sign in ":|#،")


def _names_only_agencies(folded_text: str) -> bool:
    names = [name for name in _BETWEEN_NAMES.split(folded_text) if name]
    return bool(names) and all(AGENCY_SPELLINGS.fullmatch(name) for name in names)


_SENTENCE_PATTERNS = (
    page_sentences.FIRST_PUBLISHED,
    page_sentences.DISCLAIMER,
    page_sentences.OPINIONS,
    page_sentences.CALL,
    page_sentences.CALL_TO_NETWORK,
    page_sentences.CALL_FROM_HERE,
    page_sentences.DOOR_AT_END,
    page_calls.COPYING,
    page_calls.CORRECTION,
    page_calls.POLL,
    page_notes.FREQUENCY,
)
# What a line is, how many words it may have, and how it is known.
_LINE_PATTERNS: tuple[tuple[str, int, Callable[[str], object]], ...] = (
    ("caption", 12, page_notes.PHOTO_LINE.fullmatch),
    ("caption", 12, page_notes.PHOTO_CREDIT.fullmatch),
    ("source", 7, SOURCE_LABEL.match),
    ("source", 9, _names_only_agencies),
    ("tags", 25, _is_tag_row),
    ("tags", 25, page_notes.TAGS_BEFORE_LABEL.fullmatch),
    ("tags", 8, page_notes.SECTION_ROW.match),
    ("read also", 20, page_notes.WATCH.match),
    ("read also", 20, page_notes.NEIGHBOUR.match),
    ("read also", 24, page_calls.POINTER.match),
    ("read also", 24, page_calls.POINTER_ALSO.match),
    ("boilerplate", 20, page_calls.FOLLOW_LINE.match),
    ("boilerplate", 25, page_calls.READER_CALL.match),
    ("label", 8, page_calls.ADVERT_LABEL.match),
    ("contact", 14, page_calls.CONTACT.match),
    ("author box", 16, page_calls.ASTERISK_NOTE.fullmatch),
    ("source", 9, page_calls.QUOTED_SOURCE.match),
    ("end", 9, page_calls.SIGNED_INITIALS.match),
    ("imprint", 10, page_notes.IMPRINT.fullmatch),
    ("boilerplate", 25, page_notes.SLOGAN.fullmatch),
    ("breadcrumb", 20, labels.BREADCRUMB_START.match),
)
