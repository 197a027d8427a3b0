"""Benchmarks, run by hand: `README.md` explains each and has the figures of its last run.

`quality` (extraction and dates), `page_type` (the fit of its weights), `language` (languages of
Arabic script), `dedupe` (copies of a story), `fuzz` (damaged bodies), `speed` (time and memory).
"""
