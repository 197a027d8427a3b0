"""Phrases of a page that are glued to a paragraph, as they are printed."""

import re

from crawler.extraction.lexicon.phrases import build_raw_phrase_pattern

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
GLUED_ADVERT = re.compile(
    rf"(?:(?<=[{_SENTENCE_ENDS}،؛:])\s*|\s+|^)(?:{_ADVERT})(?=\s*$|[{_SENTENCE_ENDS}]|\s{{2}})"
    rf"|(?<=[.!؟?…])\s*(?:{_ADVERT})(?!\w)|^(?:{_ADVERT})\s*(?=و\w|[«\"“])"
)
GLUED_NOTICE = re.compile(rf"(?<=[.!؟?…])\s*[-–—]?\s*(?:{_NOTICE})\s*[-–—]?\s*$")
# «… في المدينة. اقرأ أيضا: عنوان خبر آخر»
GLUED_READ_ALSO = re.compile(
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
# One of them stands in every glued phrase.
ANY_WORD = re.compile("علان|dvert|DVERT|شارك ا|[أا]يضا|المزيد|صلة|اقرأ|تعليق")
