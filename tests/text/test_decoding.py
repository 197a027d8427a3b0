"""Pages decoded whatever their encoding, with true, false and missing declarations."""

import pytest

from crawler.discovery.source_text import iter_source_text
from crawler.text.decoding import decode_text, recode_as_utf8
from tests.extraction.pages import PARAGRAPHS

ARABIC = " ".join(PARAGRAPHS)


@pytest.mark.parametrize("codec", ["utf-8", "cp1256", "iso8859_6", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("declared", [None, "utf-8", "windows-1256", "iso-8859-1", "no-such-codec"])
def test_letters_win_over_a_wrong_or_missing_declaration(codec: str, declared: str | None) -> None:
    mark_up = f'<html><meta charset="{declared or ""}"><body><p>{ARABIC}</p></body></html>'
    content_type = f"text/html; charset={declared}" if declared else None
    text, _ = decode_text(mark_up.encode(codec, "ignore"), content_type)
    assert ARABIC.replace("،", "") in text.replace("،", "")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1256"])
@pytest.mark.parametrize("tail", [b"", b"\xab\xa0", b"\xed\xa0\x80"])
def test_the_bytes_a_parser_gets_are_those_of_the_text(codec: str, tail: bytes) -> None:
    body = f"<html><head><title>{ARABIC}</title><p>{ARABIC}".encode(codec, "ignore") + tail
    text, name = decode_text(body, None)
    assert recode_as_utf8(body, None) == (text.encode("utf-8", "ignore"), name)


def test_signs_before_the_first_letter_decide_nothing() -> None:
    head = "<meta charset=windows-1252>"
    page = (
        head + "<td>\xa0</td>" * 12_000 + "أعلن المجلس البلدي بدء أعمال الصيانة في الحديقة. " * 40
    )
    assert decode_text(page.encode("cp1256"), None) == (page, "cp1256")


def test_utf_16_without_a_mark_is_known_by_its_mark_up() -> None:
    text, name = decode_text(f"<html><head><title>x</title><p>{ARABIC}".encode("utf-16-le"), None)
    assert ARABIC in text
    assert name == "utf-16-le"


def test_foreign_bytes_in_utf_8_cost_only_themselves() -> None:
    body = f"<p>{ARABIC}</p>".encode() + b"\xab\xa0\xbb" + f"<p>{ARABIC}</p>".encode()
    text, name = decode_text(body, None)
    assert name == "utf-8"
    assert text.count(ARABIC) == 2
    assert "«" in text


@pytest.mark.parametrize("codec", ["cp1256", "iso8859_6"])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_a_page_of_two_encodings_is_read_in_both(codec: str, share: float) -> None:
    # After a letter, the comma's byte in these codecs would complete a character of UTF-8.
    text = " ".join([ARABIC] * 5).replace("،", "")
    split_at = int(share * len(text))
    head, tail = text[:split_at], text[split_at:]
    for first, second in (("utf-8", codec), (codec, "utf-8")):
        body = head.encode(first, "ignore") + tail.encode(second, "ignore")
        expected = head.encode(first, "ignore").decode(first)
        expected += tail.encode(second, "ignore").decode(second)
        assert decode_text(body, f"text/html; charset={codec}")[0] == expected


def test_utf_8_without_a_letter_of_arabic_stays_utf_8() -> None:
    signs = "<p>«&#1602;&#1575;&#1604;» – “&#1578;” élève</p>" * 20
    text, name = decode_text(b"\xa0" + signs.encode(), "text/html; charset=utf-8")
    assert (text[1:], name) == (signs, "utf-8")


def test_bytes_far_from_the_beginning_count_too() -> None:
    mark_up = "<p></p>" * 60_000
    text = " ".join([ARABIC] * 5)
    assert decode_text(mark_up.encode() + text.encode() + b"\xa0", None) == (
        f"{mark_up}{text}\xa0",
        "utf-8",
    )


def test_a_page_cut_in_a_letter_keeps_its_beginning() -> None:
    text, name = decode_text(f"<p>{ARABIC}".encode()[:-1], None)
    assert name == "utf-8"
    assert text.startswith(f"<p>{ARABIC[:-1]}")


@pytest.mark.parametrize(
    "declared",
    ["hex", "idna", "punycode", "undefined", "unicode_escape", "utf-7", "utf-16", "mbcs"],
)
def test_codecs_that_are_no_encodings_of_pages_are_ignored(declared: str) -> None:
    content_type = f"text/html; charset={declared}"
    assert ARABIC in decode_text(f"<p>{ARABIC}".encode("cp1256"), content_type)[0]
    assert "".join(iter_source_text(b"<p>plain \\n text", content_type)) == "<p>plain \\n text"


@pytest.mark.parametrize("body", [b"", b"\x00" * 50, bytes(range(256)) * 20, b"\xff\xfe", b"<"])
def test_any_bytes_give_a_text(body: bytes) -> None:
    text, name = decode_text(body, "text/html; charset=\x00")
    assert isinstance(text, str)
    assert name
