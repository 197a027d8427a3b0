"""Sources of the newsroom: each kind alone leads to all articles, and nothing else does."""

import pytest

from tests.newsroom import Newsroom, SourceKind, Story
from tests.newsroom.reading import by_slug, fetch_article
from tests.newsroom.site import SOURCE_KINDS
from tests.newsroom.walking import follow_sources


@pytest.mark.parametrize("way", ["sitemap", "feed", "listing"])
def test_each_way_alone_names_every_article_and_nothing_else_does(way: SourceKind) -> None:
    with Newsroom(0, only={way}, slow_seconds=0) as room:
        for outlet in room.outlets:
            wanted = {expected.url for expected in outlet.expected_articles} | set(
                outlet.other_outcomes
            )
            named = follow_sources(outlet, way)
            assert not wanted - named
            for other in SOURCE_KINDS - {way}:
                assert not wanted & follow_sources(outlet, other)


def test_a_published_story_is_served_and_named() -> None:
    with Newsroom(0) as room:
        outlet = by_slug(room, "madar")
        source = outlet.site.stories[0]
        story = Story(
            key="late-news-99001",
            title="خبر متأخر",
            section=source.section,
            published=source.published,
            body="فقرة أولى.\n\nفقرة ثانية.",
        )
        url = room.publish("madar", story)
        assert url in {expected.url for expected in outlet.expected_articles}
        assert "فقرة ثانية." in fetch_article(url, "utf-8")
        assert url in follow_sources(outlet, "feed")
