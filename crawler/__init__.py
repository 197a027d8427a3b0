"""From an outlet's address to an `Article`: everything before the item pipelines.

    publishers/*.toml -> publisher -> spiders -> fetching -> discovery  -> links back to the spider
                                                          -> extraction -> items.Article

`extraction`, `discovery`, `text`, `dates`, `urls`, `language`, `cleaning` and `acceptance` are
pure: no Scrapy, no network, no database. Nothing here imports `pipelines` or `settings`; what is
needed of stored state stands as Protocols in `ports`.
"""
