"""Tests of extraction, from the bytes of a page to the article.

`pages` builds small pages, `corpus` reads published ones with values read by hand. `test_page`
covers parsing and `test_robustness` hostile bytes; the other tests follow the fields of an article.
"""
