"""The words of dates: months and weekdays, places, labels, hours and counts.

`months`, `places` and `phrases` are data, and the place for a new spelling; `index` folds and
indexes them for the tokenizer, `patterns` makes regular expressions of them.
"""
