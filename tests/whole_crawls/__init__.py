"""Whole crawls: the `scrapy` command as a process, against real sites and a real database.

`workbench` runs the command, `sites` has small outlets whose pages change, `truth` compares what is
stored with what must be stored, and `shifted_clock` is a clock that can be set. `standing` holds a
simulation of standing crawls over days.
"""
