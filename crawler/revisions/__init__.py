"""Edits between two versions of an article: none that a reader sees, or one of five classes. Pure.

Begin with `compare`, which classifies an edit. `template_lines` drops lines that are not the
article's, `tokens` splits text so that what looks the same is equal, `alignment` pairs the
sentences of both versions, `typos` recognises misspellings put right, `diff` lists the differences
for people.
"""

from crawler.revisions.compare import EDIT_CLASSES, Edit, compare_versions

__all__ = ["EDIT_CLASSES", "Edit", "compare_versions"]
