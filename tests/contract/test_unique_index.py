"""The unique index of articles: the store makes it a plain one where the server keeps old keys."""

from typing import Any

from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from tests.contract.crawl import article, store_rounds

Stored = Database[dict[str, Any]]


def test_the_index_is_unique_where_the_server_gives_old_keys_free(
    settings: dict[str, Any], stored: Stored
) -> None:
    stored.trial.create_index("key", unique=True)
    stored.trial.insert_one({"_id": 1, "key": "old"})
    stored.trial.update_one({"_id": 1}, {"$set": {"key": "new"}})
    try:
        stored.trial.insert_one({"_id": 2, "key": "old"})
        gives_free = True
    except DuplicateKeyError:
        gives_free = False
    store_rounds(settings, [])
    index = stored.articles.index_information()["publisher_1_content_hash_1"]
    assert index.get("unique", False) == gives_free


def test_an_index_with_other_options_is_left(settings: dict[str, Any], stored: Stored) -> None:
    stored.articles.create_index([("content_hash", 1)], unique=True)
    assert store_rounds(settings, [article()]) == [["stored"]]
    assert stored.articles.index_information()["content_hash_1"]["unique"]
