"""crawler.signals: to be said."""

# Sent with keyword arguments url (canonical address), publisher (slug), outcome (str), and what is
# known of the answer (see `pipelines.collections.pages.RESPONSE_FIELDS`).
# Scrapy's signals are plain objects compared by identity.
article_outcome = object()

# A standing crawl asks an outlet again and again. Sent with publisher (slug) when such a round
# begins; when everything it has led to has ended, so that the ends are written; and when what is
# known of its sources is written too, with whether it was `whole`: not taken over by another crawl.
round_begun = object()
round_ending = object()
round_ended = object()
