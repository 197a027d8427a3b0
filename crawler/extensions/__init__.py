"""Scrapy extensions of a crawl's process, and what belongs to them.

exports             counts of lost exports, and CSV cells that are no formulas
process_tuning      garbage collection and log level during a crawl
progress            the progress of a crawl on standard error; begin here
progress_figures    the figures shown, read from stats, and how they are printed
"""
