"""Addresses: one canonical, readable form for the document; the ASCII form to send; identity."""

from crawler.urls.canonical_form import canonical

__all__ = ["canonical"]
