"""Objects that all components of a crawl share, one of each class."""

from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler

T = TypeVar("T")

_shared: WeakKeyDictionary[Crawler, dict[type, Any]] = WeakKeyDictionary()


def share_in_crawl(crawler: Crawler, kind: type[T], make: Callable[[], T]) -> T:
    """Return the crawl's one object of this class; the first component that asks makes it.

    It is forgotten with the crawler, which it must not keep itself.
    """
    objects = _shared.setdefault(crawler, {})
    if kind not in objects:
        objects[kind] = make()
    shared: T = objects[kind]
    return shared
