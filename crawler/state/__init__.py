"""State kept across runs: what the crawler needs of a database, and the rules for what is due.

Begin with `records` (the states of pages and sources).

- `interfaces`: Protocols of the stored state; `pipelines` implements them.
- `page_revisits`: when a page is requested again, and when its article is gone.
- `source_polling`: how soon a source is requested again.
- `request_context`: what is known of a request, for all who read its meta.
- `validators`: ETag and Last-Modified, and whether to trust a server's 304.
"""
