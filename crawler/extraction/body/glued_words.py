"""Words of the page glued to a paragraph, and shortcodes of WordPress: cut, the rest kept. Pure."""

import re

from crawler.extraction.lexicon import glued_phrases

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
# «{{ad_slot}}», «{loadposition ads}», «%%AD%%»: what a template engine was to fill.
_PLACEHOLDER = re.compile(
    r"\{\{[^{}]{1,80}\}\}|\{[a-zA-Z][\w/-]{2,30}(?:\s[^{}\u0600-\u06ff]{1,80})?\}|%%[A-Z_\d]{2,30}%%"
)
# What these hold is no text.
_HOLDERS = r"caption|gallery|embed|video|audio|playlist|youtube|vimeo|iframe|irp|script|map|related"
_FULL_HOLDER = re.compile(
    rf"\[({_HOLDERS})(?:\s[^\[\]]{{0,400}})?\][^\[\]]{{0,500}}\[/\1\]", re.IGNORECASE
)
# A photo between them ends the block: the beginning or the end stands alone.
_OPEN_HOLDER = re.compile(r"\[caption(?:\s[^\[\]]{0,400})?\][^\[\]]{0,300}$", re.IGNORECASE)
_HOLDER_END = re.compile(rf"^[^\[\]]{{0,300}}\[/(?:{_HOLDERS})\]", re.IGNORECASE)


def strip_glued_words(text: str) -> str:
    """Return a paragraph without shortcodes and without words of the page glued to it."""
    if "[" in text:
        text = _strip_shortcodes(text)
    if "{" in text or "%%" in text:
        text = _PLACEHOLDER.sub(" ", text)
    if glued_phrases.ANY_WORD.search(text):
        text = glued_phrases.GLUED_ADVERT.sub(" ", text)
        text = glued_phrases.GLUED_NOTICE.sub("", text)
        text = glued_phrases.GLUED_READ_ALSO.sub("", text)
    return " ".join(text.split())


def _strip_shortcodes(text: str) -> str:
    for pattern in (_FULL_HOLDER, _OPEN_HOLDER, _HOLDER_END, _SHORTCODE):
        text = pattern.sub(" ", text)
    return text
