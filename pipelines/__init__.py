"""Scrapy item pipelines and extensions that keep articles, and everything that knows MongoDB.

An item passes `clean`, `validate`, `deduplicate`, `store`, `learn` and `expectations`, in the order
of `settings.base`; `items` reads and writes items of any kind. `recorders` are extensions that keep
runs, page outcomes and outlet accounts. `store` and the recorders of a crawl share one `connection`
to the database: to the server that `database_server` finds, which is MongoDB or one from
`embedded`. `mongo` is the layer over the driver, `collections` reads and writes each collection;
no other module builds a filter, an update or an aggregation. `Connection.write_or_spool` is the way
of all that must not be lost; `crawl_registry` keeps what the components of a crawl share.
Commands read through `database`; `target_locks` keeps two runs from one target, `run_locks` tell
which runs were killed. Begin with `store`.
"""
