"""The crawler: from an outlet's address to an `Article` and the outcome of each of its pages.

Folders in the order of their imports, each importing only what stands above it:

    items, outcomes, signals, clock          modules: the article, how a page ended, Scrapy signals
    text, urls, dates                        Arabic letters and languages, addresses, printed dates
    publisher, acceptance, cleaning          an outlet's file read; what a stored article is
    discovery                                robots.txt, sitemaps, feeds and listings to links
    extraction                               a page to an Article
    learning, revisions, near_duplicates     an outlet's template, edits of an article, its copies
    health, state                            outlets' accounts; states of earlier runs; what is due
    workers                                  processes that parse pages
    fetching                                 downloader middlewares: politeness, safety, retries
    crawl                                    one crawl: sources, frontier, ledger, scheduler, rounds
    extensions, spiders, commands            Scrapy's extensions, spiders and command line

`publishers/` holds the outlets' TOML files. Begin with `items`, then `spiders.news`, which sends
requests and turns their responses into links and Articles.

Everything down to `state` is pure (no Scrapy, no network, no database), except that `publisher`
reads files and `state.interfaces` names Scrapy's types. Nothing here imports `pipelines` or
`settings`.
"""
