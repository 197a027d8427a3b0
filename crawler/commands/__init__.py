"""Scrapy commands, each a module named like its command, and what they share.

Commands: harvest (begin here), crawl and watch crawl; articles and publishers show what is stored
and which outlets there are; extract and explain read saved pages.

run_crawl           one crawl: checks before it, its verdict and exit status after it
settings_checks     settings and exports that would spoil a crawl
crawl_report        the report at the end of a harvest
publishers_table    the table of `scrapy publishers`
add_publisher       the draft of a publisher file
saved_pages         lists of saved pages, and their bytes
terminal            exit statuses, options, the database and lines on the terminal
"""
