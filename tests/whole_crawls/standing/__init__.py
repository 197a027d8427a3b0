"""A simulation of standing crawls: days go by over outlets that publish, edit and delete.

Begin with `test_standing`. `plan` draws the events by lot with texts of `words`, `moving` serves
the outlets as they change, `driver` moves `clock` while a real `scrapy watch` runs, and `checking`
compares the database with the plan.
"""
