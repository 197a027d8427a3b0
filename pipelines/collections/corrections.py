"""Corrections of stored articles: boilerplate learned since is cut; nothing is fetched again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from crawler.cleaning import build_search_text, compute_content_hash
from crawler.extraction.body.block_ids import (
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
    """Return the text hashes of boilerplate that may stand in stored articles, by article id.

    Those of blocks learned just now, and of earlier ones in pages that were read before that.
    """
    text_hashes: defaultdict[str, set[str]] = defaultdict(set)
    for block_id in new_block_ids:
        for article_id in outlet_memory.recurring_blocks[block_id].articles:
            text_hashes[article_id].add(extract_text_hash(block_id))
    boilerplate_ids = outlet_memory.learned.boilerplate_ids
    for observation in observations:
        for block_id, _ in observation.blocks:
            if block_id in boilerplate_ids:
                text_hashes[observation.article_id].add(extract_text_hash(block_id))
    return dict(text_hashes)


async def correct_articles(mongo: Mongo, stale_blocks: Mapping[str, set[str]]) -> int:
    """Cut learned boilerplate from stored texts; return how many articles changed.

    An article that another writer changed meanwhile is left as it is, and so is one whose content
    would then be that of another article of its outlet. Doing it again changes nothing. Raises
    UnreachableError.
    """
    changed = 0
    for ids in _batch_article_ids(stale_blocks):
        async with await mongo.get_writer_lock():
            articles = await mongo.find("articles", {"_id": {"$in": ids}}, _READ_FIELDS)
            changes = {
                article["_id"]: remove_blocks(article, stale_blocks[article["_id"]])
                for article in articles
            }
            hashes = [change["content_hash"] for change in changes.values() if change]
            same_content = await mongo.find(
                "articles", {"content_hash": {"$in": hashes}}, ("publisher", "content_hash")
            )
            taken = {(other["publisher"], other["content_hash"]) for other in same_content}
            for article in articles:
                change = changes[article["_id"]]
                if change is None or (article["publisher"], change["content_hash"]) in taken:
                    continue
                guard = ("content_hash", article["content_hash"])
                corrected = change | {"changed_at": await mongo.clock.read_change_time()}
                changed += (
                    await mongo.update_if_unchanged("articles", corrected, guard=guard) is True
                )
                taken.add((article["publisher"], change["content_hash"]))
    return changed


def remove_blocks(article: Document, block_ids: set[str]) -> Document | None:
    """Return the changed fields of an article and its `_id`; None where nothing changes."""
    paragraphs = (article.get("text") or "").split("\n\n")
    cut = find_learned_boilerplate(
        paragraphs, [hash_block_text(paragraph) for paragraph in paragraphs], block_ids
    )
    title, lead = article.get("title"), article.get("lead")
    if lead and compute_standfirst_id(lead) in block_ids:
        lead = None
    elif not cut:
        return None
    kept = (paragraph for index, paragraph in enumerate(paragraphs) if index not in cut)
    text = "\n\n".join(kept)
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
    remaining = iter(sorted(stale_blocks))
    while ids := list(islice(remaining, _BATCH_SIZE)):
        yield ids
