"""Quality of the extraction, beside general extractors, and of dates, beside dateparser.

`__main__` runs the benchmark. `corpus` and `newsroom` read pages with their gold; `contenders` runs
every extractor on them (`warraq`, `peers`), each in a process of `runner`; `with_learning` extracts
after learning. `scores` compares fields with the gold, by `words`; `report` formats the tables.
`dates` scores date strings. `floor` keeps the scores that the project's own pages and date strings
must never fall below.
"""
