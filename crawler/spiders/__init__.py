"""Scrapy spiders. Begin with `news`, the crawl of outlets and addresses.

- `base`: what `news` stands on: the parts of a run, its first requests, its end.
- `watch`: `news` as a standing crawl.
- `probe`: reads from a site what a new publisher file can say.
- `single_page`: fetches one page for a command.
"""
