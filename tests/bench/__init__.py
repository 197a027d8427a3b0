"""Benchmarks: run by hand, with figures a reader can repeat. See README.md."""
