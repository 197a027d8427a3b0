"""Weights of page types: what each feature adds to the log odds of an article.

Written by `python -m tests.bench.page_type --write`, seed 1, from 1281 pages of the shared
corpora: SHA-256 d6a8af214c66839dcb287e85480e9c0694d1f156bfb4985d7e4ee67e49aadb30.
"""

from typing import Final

# Includes the boundary: from 0 on a page is an article.
INTERCEPT: Final = -3.987

WEIGHTS: Final[dict[str, float]] = {
    "declared_article": 0.534,
    "declared_list": -0.689,
    "declared_site": -0.284,
    "dated": 1.638,
    "byline": 1.191,
    "title_words": 2.502,
    "words": 1.285,
    "paragraphs": 1.300,
    "sentences": 1.348,
    "text_share": 1.652,
    "linked_headlines": -1.015,
    "links_among_text": -0.778,
    "teasers": -0.636,
    "prices": -1.386,
    "cards": -0.861,
    "next_page": -1.264,
    "choices": -1.148,
    "buttons": -1.594,
    "address_of_article": 1.298,
    "address_of_list": -1.617,
    "address_words": 1.565,
}
