"""Stored articles rid of what is chrome by what was learned since; nothing is fetched again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice

from crawler.cleaning import content_hash, search_text
from crawler.extraction.traces import lead_trace, learned_in, mark_in, text_mark
from crawler.learning import Observation, Outlet
from crawler.text.normalise import FOLDING
from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import Document

_AT_ONCE = 100
_FIELDS = ("publisher", "title", "lead", "text", "content_hash")


def stale(outlet: Outlet, seen: Iterable[Observation], fresh: Iterable[str]) -> dict[str, set[str]]:
    """Return the text marks of learned chrome that may stand in stored articles, by article id.

    Those of the traces learned just now, and those of pages that were read before they were.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for mark in fresh:
        for article in outlet.sightings[mark].articles:
            found[article].add(mark_in(mark))
    chrome = outlet.learned.chrome
    for one in seen:
        for mark, _ in one.blocks:
            if mark in chrome:
                found[one.article].add(mark_in(mark))
    return dict(found)


async def correct(mongo: Mongo, stale: Mapping[str, set[str]], now: datetime) -> int:
    """Cut learned paragraphs from stored texts; return how many articles changed.

    An article that changed meanwhile is left as it is, and so is one that would then be another's
    twin. Doing it again changes nothing. Raises UnreachableError.
    """
    changed = 0
    for ids in _batches(stale):
        async with await mongo.turn():
            known = await mongo.find("articles", {"_id": {"$in": ids}}, _FIELDS)
            new = {one["_id"]: without(one, stale[one["_id"]]) for one in known}
            hashes = [one["content_hash"] for one in new.values() if one]
            twins = await mongo.find(
                "articles", {"content_hash": {"$in": hashes}}, ("publisher", "content_hash")
            )
            taken = {(one["publisher"], one["content_hash"]) for one in twins}
            for old in known:
                one = new[old["_id"]]
                if one is None or (old["publisher"], one["content_hash"]) in taken:
                    continue
                guard = ("content_hash", old["content_hash"])
                corrected = one | {"updated_at": now}
                changed += await mongo.replace("articles", corrected, guard=guard) is True
                taken.add((old["publisher"], one["content_hash"]))
    return changed


def without(article: Document, marks: set[str]) -> Document | None:
    """Return the changed fields of an article, `_id` with them; None where nothing is to change."""
    paragraphs = (article.get("text") or "").split("\n\n")
    cut = learned_in(paragraphs, [text_mark(one) for one in paragraphs], marks)
    title, lead = article.get("title"), article.get("lead")
    if lead and lead_trace(lead) in marks:
        lead = None
    elif not cut:
        return None
    text = "\n\n".join(one for at, one in enumerate(paragraphs) if at not in cut)
    return {
        "_id": article["_id"],
        "lead": lead,
        "text": text,
        "search_text": search_text(title, lead, text),
        "search_version": FOLDING,
        "word_count": len(text.split()),
        "content_hash": content_hash(title, lead, text),
    }


def _batches(stale: Mapping[str, set[str]]) -> Iterator[list[str]]:
    rest = iter(sorted(stale))
    while ids := list(islice(rest, _AT_ONCE)):
        yield ids
