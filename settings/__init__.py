"""Scrapy settings: `base` holds every choice, the other modules only what differs."""
