"""From the item on: clean, validate, deduplicate, store, judge; ordered in `settings.base`."""
