"""Weights of page types: what each feature adds to the log odds that a page is an article.

Written by `python -m tests.bench.page_type --write`, seed 1, from 1015 pages of the shared
corpora: SHA-256 8a9dd11a7c68a6024c9f34c63d8c565bb0b66d2b9888596d5eb860b0873046fb.
"""

from typing import Final

# Includes the boundary: from 0 on a page is an article.
INTERCEPT: Final = -3.295

WEIGHTS: Final[dict[str, float]] = {
    "declared_article": 0.542,
    "declared_list": -1.025,
    "declared_site": -0.465,
    "dated": 1.410,
    "byline": 1.467,
    "title_words": 2.527,
    "paragraphs": 1.414,
    "sentences": 1.228,
    "text_share": 1.662,
    "linked_headlines": -1.001,
    "links_among_text": -1.155,
    "teasers": -1.070,
    "prices": -1.442,
    "cards": -0.953,
    "next_page": -1.267,
    "choices": -1.005,
    "buttons": -1.433,
    "address_of_article": 1.510,
    "address_of_list": -1.705,
    "address_words": 1.243,
}
