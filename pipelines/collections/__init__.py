"""The collections of the database: each module reads and writes one of them, or a few.

Begin with `articles`, which decides what becomes of a batch of `pending_article`s; it calls
`revisions` (earlier versions, metadata) and `stories` (copies of one text, with `story_index`,
`story_claims` and `story_decisions`). Others: `pages` (how addresses ended), `sources` (feeds,
sitemaps, listings), `outlets` (accounts, due times), `stored_runs` (a document a crawl), `leases`
(which crawl has an outlet), `boilerplate` (what was learned of outlets) with `corrections` (of
stored texts), `queries` (articles for commands), `indexes`, `change_times` (`changed_at` for
articles of the version before), and `spool_loading`, which loads what an earlier run spooled.
"""
