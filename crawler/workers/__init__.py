"""Worker processes that parse fetched bodies. Begin with `tasks` (a task and its result).

- `pool`: the processes, seen from the crawl.
- `parse`: what a worker does with one body.
- `preload`: what the workers share in memory; `garbage_collection`: seldom, in the crawl's
  own process too.
"""
