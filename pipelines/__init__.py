"""From the item on: clean, validate, deduplicate, store, judge; the order stands in `settings.base`."""
