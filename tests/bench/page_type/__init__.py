"""The weights of page types: what they are fitted on, and how well they do on other outlets.

`__main__` fits them and writes `crawler/extraction/fields/page_type_weights.py`; `examples` reads
the pages, `fitting` is the regression and its folds.
"""
