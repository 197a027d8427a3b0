"""Extraction, from bytes to the article."""
