"""Speed and memory: warraq beside a plain script, and beside the floor of what any crawler does.

`__main__` compares the contenders: `contest` runs them (`script` holds the two besides warraq) on
the `pages` of `server`, `process_usage` measures, `report` formats the table. `stages` samples a
worker's time. `memory` holds what the memory benchmarks share: `scale` (an archive), `standing` (a
watch) and `saved` (`scrapy extract`).
"""
