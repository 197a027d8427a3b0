"""Targets: what an argument of the command line names."""

from pathlib import Path

import pytest

from crawler.crawl.targets import TargetError, expand_target_files, resolve_target
from crawler.publisher import Publisher

ALAKHBAR = Publisher(
    slug="alakhbar", homepage="https://news.example.sa/", domains=("news.example.sa",)
)
PUBLISHERS = {"alakhbar": ALAKHBAR}


@pytest.mark.parametrize(("text", "kind", "slug"), [
    ("alakhbar", "outlet", "alakhbar"),
    ("https://news.example.sa/", "outlet", "alakhbar"),
    ("news.example.sa", "outlet", "alakhbar"),
    ("https://www.example.com", "outlet", "example.com"),
    ("http://127.0.0.1:8070/", "outlet", "127.0.0.1:8070"),
    ("https://news.example.sa/2026/11/20/عنوان-خبر-طويل-جدا", "article", "alakhbar"),
    ("https://example.com/node/4821", "article", "example.com"),
    ("https://example.com/category/sport", "page", "example.com"),
])  # fmt: skip
def test_an_argument_names_a_publisher_a_site_or_an_address(
    text: str, kind: str, slug: str
) -> None:
    target = resolve_target(text, PUBLISHERS)
    assert (target.kind, target.publisher.slug) == (kind, slug)


@pytest.mark.parametrize(
    "text", ["nobody", "ftp://example.com/", "https://", "javascript:alert(1)"]
)
def test_an_argument_that_names_nothing_is_in_the_message(text: str) -> None:
    with pytest.raises(TargetError, match=r".*"):
        resolve_target(text, PUBLISHERS)


def test_a_file_gives_its_lines_without_comments(tmp_path: Path) -> None:
    file = tmp_path / "targets"
    file.write_bytes("\ufeffalakhbar\r\n\r\n# later\r\n  https://example.com/ \r\n".encode())
    assert list(expand_target_files([f"@{file}", "last"])) == [
        "alakhbar",
        "https://example.com/",
        "last",
    ]


def test_a_missing_file_is_in_the_message(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match="missing"):
        list(expand_target_files([f"@{tmp_path / 'missing'}"]))


def test_a_file_that_names_nothing_is_in_the_message(tmp_path: Path) -> None:
    file = tmp_path / "empty"
    file.write_text("# later\n\n", encoding="utf-8")
    with pytest.raises(TargetError, match="empty: names no target"):
        list(expand_target_files([f"@{file}"]))
