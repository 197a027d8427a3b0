"""Crawls of outlets: the targets, what is fetched next, and what is known of addresses and sources.

Begin with `plans` (what to fetch next, and how a page was reached), then `frontier`.

- What a run was asked for: `targets`, `options`.
- What is fetched: `seeds` (an outlet's first sources), `frontier` (which links are followed),
  `rechecks` (stored pages that are due), `plans`, `requests` (plans to Scrapy requests),
  `plan_context` (what is known of such a request).
- What a run knows: `outlet` (one outlet in this run), `ledger` (one outcome an address),
  `canonical_duplicates` (pages that wait for their canonical address).
- Sources across runs: `previous_states` (what earlier runs have left), `sources` (what this run
  notes and stores at its end), `source_states` and `child_sources` (what such a state holds).
- The order of a crawl: `scheduler`, `rounds` (a standing crawl, each outlet in its own rounds).
"""
