"""Words of the page glued to a paragraph, and shortcodes of WordPress: cut, the rest kept. Pure."""

import re

from crawler.extraction.lexicon.phrases import build_raw_phrase_pattern

_SHORTCODE_NAMES = (
    r"caption|gallery|embed|video|audio|playlist|youtube|vimeo|irp|ads?|adsense|advertisement|more"
    r"|slideshow|googlemap|map|contact|form|rev_slider|toc|blockquote|quote|dropcap|box|button"
    r"|divider|columns?|row|section|tabs?|toggle|accordion|list|highlight|heading|spacer|clear"
    r"|tweet|twitter|facebook|instagram|iframe|html|script|related|poll|ngg|soundcloud|source"
)
# «[name]», «[name key="value"]», «[/name]», «[vc_row]»; a word in brackets («[sic]») is none.
_SHORTCODE = re.compile(
    rf"\[/?(?:(?:{_SHORTCODE_NAMES})(?:\s[^\[\]]{{0,400}})?"
    r"|[a-zA-Z][a-zA-Z\d]{0,30}[_-][\w-]{1,40}(?:\s[^\[\]]{0,400})?"
    r"|[a-zA-Z][\w-]{0,40}\s[^\[\]=]{0,40}=[^\[\]]{0,400})/?\]",
    re.IGNORECASE,
)
# What these hold is no text.
_HOLDERS = r"caption|gallery|embed|video|audio|playlist|youtube|vimeo|iframe|irp|script|map|related"
_FULL_HOLDER = re.compile(
    rf"\[({_HOLDERS})(?:\s[^\[\]]{{0,400}})?\][^\[\]]{{0,500}}\[/\1\]", re.IGNORECASE
)
# A photo between them ends the block: the beginning or the end stands alone.
_OPEN_HOLDER = re.compile(r"\[caption(?:\s[^\[\]]{0,400})?\][^\[\]]{0,300}$", re.IGNORECASE)
_HOLDER_END = re.compile(rf"^[^\[\]]{{0,300}}\[/(?:{_HOLDERS})\]", re.IGNORECASE)

_ADVERT = build_raw_phrase_pattern(
    """
    اضافة اعلان | إضافة إعلان | اضافة إعلان | إضافة اعلان | أضف إعلان | اضف اعلان |
    مساحة إعلانية | مساحة اعلانية
    """
)
_NOTICE = build_raw_phrase_pattern(
    """
    إعلان | اعلان | Advertisement | ADVERTISEMENT | يستمر النص بعد الإعلان |
    تابع القراءة بعد الإعلان | يتبع بعد الإعلان | اضافة تعليق | شارك الخبر | شارك المقال
    """
)
_SENTENCE_ENDS = r".!؟?…»”\""
# «… في المدينة.اضافة اعلان», also in the middle of a paragraph and before it.
_GLUED_ADVERT = re.compile(
    rf"(?:(?<=[{_SENTENCE_ENDS}،؛:])\s*|\s+|^)(?:{_ADVERT})(?=\s*$|[{_SENTENCE_ENDS}]|\s{{2}})"
    rf"|(?<=[{_SENTENCE_ENDS}])\s*(?:{_ADVERT})(?!\w)|^(?:{_ADVERT})\s*(?=و\w|[«\"“])"
)
_GLUED_NOTICE = re.compile(
    rf"(?<=[{_SENTENCE_ENDS}])\s*(?:{_NOTICE})\s*$|^(?:{_NOTICE})\s*(?=[«\"])"
)
# «… في المدينة. اقرأ أيضا: عنوان خبر آخر»
_GLUED_READ_ALSO = re.compile(
    rf"(?<=[{_SENTENCE_ENDS}])\s*(?:"
    + build_raw_phrase_pattern(
        """
        اقرأ أيضا | اقرأ أيضاً | إقرأ أيضا | إقرأ أيضاً | اقرأ ايضا | اقرأ ايضاً | إقرأ ايضا |
        شاهد أيضا | شاهد أيضاً | شاهد ايضا | طالع أيضا | طالع أيضاً | اقرأ المزيد | للمزيد اقرأ |
        اقرأوا أيضا | اقرؤوا أيضا | اقرؤوا أيضاً | قد يهمك أيضا | قد يهمك أيضاً | مواضيع ذات صلة |
        أخبار ذات صلة
        """
    )
    + r")\s*(?:[:：|»>-][^.!؟]{0,160}[.؟!…]{0,3})?\s*$"
)  # fmt: skip


def strip_glued_words(text: str) -> str:
    """Return a paragraph without shortcodes and without words of the page glued to it."""
    if "[" in text:
        text = _strip_shortcodes(text)
    if "علان" in text or "dvert" in text or "DVERT" in text or "شارك " in text:
        text = _GLUED_NOTICE.sub("", _GLUED_ADVERT.sub(" ", text))
    if "يضا" in text or "المزيد" in text or "صلة" in text or "اقرأ" in text:
        text = _GLUED_READ_ALSO.sub("", text)
    return " ".join(text.split())


def _strip_shortcodes(text: str) -> str:
    for pattern in (_FULL_HOLDER, _OPEN_HOLDER, _HOLDER_END, _SHORTCODE):
        text = pattern.sub(" ", text)
    return text
