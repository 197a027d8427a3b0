"""Compressed bodies: complete, cut off, and too large."""

import gzip
import io
import random
import sys
import zlib
from collections.abc import Callable

import brotli
import pytest

from crawler.text.inflating import (
    DamagedBodyError,
    IncompleteBodyError,
    TooLargeError,
    decode_content_coding,
    iter_unpacked_body,
    read_unpacked_file,
)

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PAGE = bytes(random.Random(1).choices(b"abcdefgh <>", k=200_000))
COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}
SKIPPABLE = b"\x50\x2a\x4d\x18\x04\x00\x00\x00abcd"  # RFC 8878, 3.1.2


@pytest.mark.parametrize("coding", COMPRESS)
@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])
def test_what_is_packed_comes_back(coding: str, size: int) -> None:
    assert decode_content_coding(COMPRESS[coding](PAGE[:size]), coding, 0) == PAGE[:size]


@pytest.mark.parametrize("coding", COMPRESS)
@pytest.mark.parametrize("missing", [1, 100, 65_536])
def test_a_stream_without_its_end_is_cut(coding: str, missing: int) -> None:
    with pytest.raises(IncompleteBodyError):
        decode_content_coding(COMPRESS[coding](PAGE)[:-missing], coding, 0)


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_members_are_read_one_after_the_other(coding: str) -> None:
    compress = COMPRESS[coding]
    assert (
        decode_content_coding(
            compress(b"") + compress(PAGE) + compress(b"") + compress(b"end"), coding, 0
        )
        == PAGE + b"end"
    )
    with pytest.raises(IncompleteBodyError):
        decode_content_coding(compress(PAGE) + compress(PAGE)[:-20], coding, 0)


def test_a_frame_to_be_skipped_is_skipped() -> None:
    assert decode_content_coding(SKIPPABLE + zstd.compress(PAGE), "zstd", 0) == PAGE


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_what_follows_the_last_member_is_left(coding: str) -> None:
    assert decode_content_coding(COMPRESS[coding](PAGE) + b"garbage" * 20_000, coding, 0) == PAGE


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_members_without_number_are_no_body(coding: str) -> None:
    with pytest.raises(DamagedBodyError, match="members"):
        decode_content_coding(COMPRESS[coding](b"a") * 160_000, coding, 32 << 20)


@pytest.mark.parametrize("coding", COMPRESS)
def test_growth_is_stopped(coding: str) -> None:
    with pytest.raises(TooLargeError):
        decode_content_coding(COMPRESS[coding](bytes(30_000_000)), coding, 1 << 20)


def test_what_is_gzip_by_its_bytes_is_unpacked_as_far_as_it_goes() -> None:
    packed = gzip.compress(PAGE)
    for body in (PAGE, packed, gzip.compress(packed), packed + b"garbage"):
        assert b"".join(iter_unpacked_body(body, limit=1 << 20)) == PAGE
        assert b"".join(iter_unpacked_body(body, limit=100_000)) == PAGE[:100_000]
    assert b"".join(iter_unpacked_body(gzip.compress(packed), limit=9)) == PAGE[:9]
    for cut in (packed[:-9], gzip.compress(packed[:-9]), gzip.compress(packed)[:-9]):
        kept = b"".join(iter_unpacked_body(cut, limit=1 << 20))
        assert len(kept) > 100_000
        assert PAGE.startswith(kept)
    endless = gzip.compress(b"a") * 160_000
    assert b"".join(iter_unpacked_body(endless, limit=1 << 20)) == b"a" * 10_000


def test_a_file_is_read_whole_or_not_at_all() -> None:
    packed = gzip.compress(PAGE)
    for stored in (PAGE, packed, packed + b"garbage"):
        assert read_unpacked_file(io.BytesIO(stored), limit=1 << 20) == PAGE
        assert read_unpacked_file(io.BytesIO(stored), limit=100_000) == PAGE[:100_000]
    assert read_unpacked_file(io.BytesIO(gzip.compress(packed)), limit=1 << 20) == packed
    with pytest.raises(IncompleteBodyError):
        read_unpacked_file(io.BytesIO(packed[:-9]), limit=1 << 20)
    with pytest.raises(DamagedBodyError):
        read_unpacked_file(io.BytesIO(packed[:-8] + b"?" * 8), limit=1 << 20)
