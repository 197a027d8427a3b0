"""Near-duplicates: precision and recall on labelled pairs of articles, and the cost of a search.

`__main__` runs the benchmark. `pairs` makes the labelled pairs: articles of `sources` changed by
`edits` (with the words of `phrases`), reports written from `templates`, and `events` told twice.
`scores` compares verdicts with labels, `cost` measures time and candidates.
"""
