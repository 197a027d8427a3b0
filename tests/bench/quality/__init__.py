"""Quality of the extraction, beside general extractors, and of dates, beside dateparser.

`__main__` runs the benchmark as `options` say. `corpus` and `newsroom` read pages with their gold;
`contenders` runs every extractor on them (`warraq`, `peers`), each in a process of `runner`, and
keeps the peers' answers in an `answer_cache`; `with_learning` extracts after learning. `scores`
compares fields with the gold, by `words`; `report` formats the tables. `cases` judges small inputs,
`lines` printed lines, `dates` date strings. `floor` keeps scores that must never fall: those of the
project's own pages, and of the sets of `shared_floor`.
"""
