"""Sources of the newsroom: each kind alone leads to all articles, and nothing else does."""

import pytest

from tests.newsroom import Newsroom, Story, Way
from tests.newsroom.reading import by_slug, page
from tests.newsroom.site import WAYS
from tests.newsroom.walking import walk


@pytest.mark.parametrize("way", ["sitemap", "feed", "listing"])
def test_each_way_alone_names_every_article_and_nothing_else_does(way: Way) -> None:
    with Newsroom(0, only={way}, slow_seconds=0) as room:
        for outlet in room.outlets:
            wanted = {expected.url for expected in outlet.truth} | set(outlet.others)
            named = walk(outlet, way)
            assert not wanted - named
            for other in WAYS - {way}:
                assert not wanted & walk(outlet, other)


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
        assert url in {expected.url for expected in outlet.truth}
        assert "فقرة ثانية." in page(url, "utf-8")
        assert url in walk(outlet, "feed")
