"""Foreign text made safe for a terminal."""

import pytest

from crawler.text.printable import make_printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("خبر عاجل: 3 قتلى", "خبر عاجل: 3 قتلى"),
        ("فرا\u200cنسه 👩\u200d💻", "فرا\u200cنسه 👩\u200d💻"),
        ("سنة \u0601 2024 \u06dd", "سنة \u0601 2024 \u06dd"),
        (
            "one\r\ntwo\tthree\u2028four\u2029five\x0bsix\x85seven",
            "one two three four five six seven",
        ),
        ("  a \u00a0 b  ", "a b"),
        ("\x1b[31mred\x1b[0m \x9b2Jgone", "red gone"),
        ("\x1b]0;title\x07a\x1b]8;;http://x\x1b\\b\x1b]8;;\x1b\\", "ab"),
        ("\x1bP1$r\x1b\\a\x1bcb\x1b(Bc\x1b", "abc"),
        ("\x9d0;title\x9ca", "a"),
        ("a\x00b\x07c\x08d\x7fe", "abcde"),
        ("\u202emoc.live\u202c \u2066x\u2069 \u200f\u061ca\u200e", "moc.live x a"),
        ("a\u00adb\ufeffc\U000e0041d\u2060e", "abcde"),
        ("a\ud800b", "a\ufffdb"),
        ("", ""),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert make_printable(text) == shown
    assert make_printable(shown) == shown


def test_any_character_is_encodable_and_on_one_line() -> None:
    everything = "".join(map(chr, range(0x110000)))
    shown = make_printable(everything)
    shown.encode("utf-8")
    assert len(shown.splitlines()) == 1
    assert not {"\x1b", "\x9b", "\x00", "\u202e", "\n"} & set(shown)
