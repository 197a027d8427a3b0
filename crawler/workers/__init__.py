"""Worker processes that parse fetched bodies. Begin with `tasks` (a task and its result).

- `pool`: the processes, seen from the crawl.
- `parse`: what a worker does with one body.
- `preload`, `garbage_collection`: what the workers share in memory.
"""
