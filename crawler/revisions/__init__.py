"""What an outlet changed in an article: whether a reader sees it, what kind of edit it is. Pure.

Each rule has its place: `noise` knows the template's lines, `tokens` what looks the same, `aligned`
which sentence became which, `slips` what a slip of the pen is, `comparing` the classes, `diff` what
is shown to people.
"""

from crawler.revisions.compare import EDIT_CLASSES, Edit, compare_versions

__all__ = ["EDIT_CLASSES", "Edit", "compare_versions"]
