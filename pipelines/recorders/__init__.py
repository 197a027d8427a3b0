"""Scrapy extensions that record a crawl beside its articles, each in a collection of its own.

`runs` writes a document for each run (begin there), `page_outcomes` how every article address
ended, and `outlet_accounts` the account of each outlet, round by round. All share the store's
connection and spool what the database cannot take.
"""
