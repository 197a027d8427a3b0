"""The metadata of an Article's fields, and the lists of fields made of it."""

from crawler.items import ITEM_FIELDS, METADATA_FIELDS, STORED_FIELDS


def test_what_describes_the_run_and_what_the_store_knows_is_not_stored_of_an_item() -> None:
    assert set(ITEM_FIELDS) - set(STORED_FIELDS) == {
        "kind", "outcome", "traces", "chrome", "container", "judged", "revision", "story",
    }  # fmt: skip


def test_what_a_reader_sees_of_the_words_never_changes_in_place() -> None:
    assert set(METADATA_FIELDS) <= set(STORED_FIELDS)
    assert not {"title", "lead", "text", "content_hash", "url"} & set(METADATA_FIELDS)
