"""Bodies to links: robots files, sitemaps, feeds and listings. Pure."""
