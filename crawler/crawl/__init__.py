"""Crawls of outlets: the targets, what is fetched next, and what is known of addresses and sources.

Begin with `plans` (what to fetch next, and how a page was reached), then `source_reader`: it takes
what a source has answered and returns what is to be fetched, each plan in its `plan_context`.

- What a run was asked for: `targets`, `options`.
- What the reader of sources asks, none of which asks back: `seeds` (an outlet's first sources),
  `frontier` (which links are followed), `previous_states` (what earlier runs have left), `sources`
  (the states of sources, stored at the end), which `source_states` and `child_sources` make.
- What else is fetched: `rechecks` (stored pages that are due), `requests` (plans to Scrapy
  requests).
- What a run knows: `outlet` (one outlet in this run, its sources in it), `ledger` (one outcome an
  address), `canonical_duplicates` (pages that wait for their canonical address).
- The order of a crawl: `scheduler` (with `sitemap_rest`, what waits of a long sitemap), `job_queue`
  (what a JOBDIR keeps), `rounds` (a standing crawl, each outlet in its own rounds).
"""
