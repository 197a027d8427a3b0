"""Stored articles rid of what is chrome by what was learned since; nothing is fetched again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice

from crawler.cleaning import build_search_text, compute_content_hash
from crawler.extraction.traces import (
    compute_standfirst_id,
    extract_text_hash,
    find_learned_boilerplate,
    hash_block_text,
)
from crawler.learning import Observation, OutletMemory
from crawler.text.normalise import FOLDING_VERSION
from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import Document

_BATCH_SIZE = 100
_READ_FIELDS = ("publisher", "title", "lead", "text", "content_hash")


def find_stale_blocks(
    outlet_memory: OutletMemory, observations: Iterable[Observation], new_block_ids: Iterable[str]
) -> dict[str, set[str]]:
    """Return the text marks of learned chrome that may stand in stored articles, by article id.

    Those of the traces learned just now, and those of pages that were read before they were.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for mark in new_block_ids:
        for article in outlet_memory.recurring_blocks[mark].articles:
            found[article].add(extract_text_hash(mark))
    chrome = outlet_memory.learned.boilerplate_ids
    for one in observations:
        for mark, _ in one.blocks:
            if mark in chrome:
                found[one.article_id].add(extract_text_hash(mark))
    return dict(found)


async def correct_articles(
    mongo: Mongo, stale_blocks: Mapping[str, set[str]], now: datetime
) -> int:
    """Cut learned paragraphs from stored texts; return how many articles changed.

    An article that changed meanwhile is left as it is, and so is one that would then be another's
    twin. Doing it again changes nothing. Raises UnreachableError.
    """
    changed = 0
    for ids in _batch_article_ids(stale_blocks):
        async with await mongo.get_writer_lock():
            known = await mongo.find("articles", {"_id": {"$in": ids}}, _READ_FIELDS)
            new = {one["_id"]: remove_blocks(one, stale_blocks[one["_id"]]) for one in known}
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
                changed += (
                    await mongo.update_if_unchanged("articles", corrected, guard=guard) is True
                )
                taken.add((old["publisher"], one["content_hash"]))
    return changed


def remove_blocks(article: Document, block_ids: set[str]) -> Document | None:
    """Return the changed fields of an article, `_id` with them; None where nothing is to change."""
    paragraphs = (article.get("text") or "").split("\n\n")
    cut = find_learned_boilerplate(
        paragraphs, [hash_block_text(one) for one in paragraphs], block_ids
    )
    title, lead = article.get("title"), article.get("lead")
    if lead and compute_standfirst_id(lead) in block_ids:
        lead = None
    elif not cut:
        return None
    text = "\n\n".join(one for at, one in enumerate(paragraphs) if at not in cut)
    return {
        "_id": article["_id"],
        "lead": lead,
        "text": text,
        "search_text": build_search_text(title, lead, text),
        "search_version": FOLDING_VERSION,
        "word_count": len(text.split()),
        "content_hash": compute_content_hash(title, lead, text),
    }


def _batch_article_ids(stale_blocks: Mapping[str, set[str]]) -> Iterator[list[str]]:
    rest = iter(sorted(stale_blocks))
    while ids := list(islice(rest, _BATCH_SIZE)):
        yield ids
