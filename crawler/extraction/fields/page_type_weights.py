"""Weights of page types: what each feature adds to the log odds of an article.

Written by `python -m tests.bench.page_type --write`, seed 1, from 1281 pages of the shared
corpora: SHA-256 d6a8af214c66839dcb287e85480e9c0694d1f156bfb4985d7e4ee67e49aadb30.
"""

from typing import Final

# Includes the boundary: from 0 on a page is an article.
INTERCEPT: Final = -4.121

WEIGHTS: Final[dict[str, float]] = {
    "declared_article": 0.577,
    "declared_list": -0.895,
    "declared_site": -0.355,
    "dated": 1.395,
    "byline": 1.497,
    "title_words": 2.829,
    "words": 1.012,
    "paragraphs": 1.089,
    "sentences": 1.390,
    "text_share": 1.691,
    "linked_headlines": -1.216,
    "links_among_text": -0.803,
    "teasers": -0.948,
    "prices": -1.487,
    "cards": -0.951,
    "next_page": -1.269,
    "choices": -1.040,
    "buttons": -1.411,
    "address_of_article": 1.481,
    "address_of_list": -1.737,
    "address_words": 1.230,
}
