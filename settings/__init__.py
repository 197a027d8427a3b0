"""Scrapy settings: `base` has all, `development`, `production` and `testing` what differs from it.

SCRAPY_PROJECT names the one to use. Begin with `base`.
"""
