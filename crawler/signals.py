"""Signals of a crawl, sent through Scrapy's signal manager. Handlers take the keywords they need.

`article_outcome`, when an address ends, once for each: `crawl.ledger` sends it with `url`
(canonical), `publisher` (slug), `outcome`, and what else is known of the response, as
`pipelines.collections.pages.RESPONSE_FIELDS` names it. Heard by the spider and its
`CanonicalDuplicates`, and by the recorders of outlet accounts and page outcomes.

The others are sent in a standing crawl, which crawls each outlet in rounds. All have `publisher`
(slug):

- `round_begun`, before the first request of a round: by `crawl.rounds`. Heard by the middlewares
  of robots.txt, retries and block pages, the deduplicating pipeline, the boilerplate store and the
  recorder of outlet accounts, which drop what they keep from earlier rounds.
- `round_ending`, when every request of a round has ended and before the state of its sources is
  stored: by `spiders.watch`. Heard by the recorder of page outcomes and the boilerplate store,
  which write what they have gathered; the sender awaits them.
- `round_ended`, when the state of its sources is stored too: by `crawl.rounds`, with `whole` (bool,
  False where another crawl took the outlet's lease). Heard by the recorders of outlet accounts and
  runs; the sender awaits them.
"""

# Scrapy compares signals by identity.
article_outcome = object()
round_begun = object()
round_ending = object()
round_ended = object()
