"""Documents as lines of extended JSON, and their size in BSON. Only this module imports bson."""

from collections.abc import Mapping
from datetime import UTC
from typing import Any

import bson
from bson import json_util
from bson.codec_options import CodecOptions
from bson.errors import BSONError

from pipelines.mongo.operations import Document

_BSON_OPTIONS: CodecOptions[Document] = CodecOptions(tz_aware=True, tzinfo=UTC)
_JSON_OPTIONS = json_util.JSONOptions(
    json_mode=json_util.JSONMode.CANONICAL, tz_aware=True, tzinfo=UTC
)


def write_json_line(document: Mapping[str, Any]) -> str:
    """Return a document as one line of extended JSON, which keeps the types of values."""
    return json_util.dumps(document, json_options=_JSON_OPTIONS, ensure_ascii=False)


def read_json_line(line: str) -> Document:
    """Read a line that `write_json_line` wrote. Raises ValueError."""
    try:
        document = json_util.loads(line, json_options=_JSON_OPTIONS)
    except (BSONError, TypeError, KeyError) as error:
        raise ValueError(str(error)) from error
    if not isinstance(document, dict):
        raise ValueError("is no object")
    return document


def count_bson_bytes(document: Mapping[str, Any]) -> int:
    """Return the size of a document in BSON. Raises ValueError where BSON cannot hold it."""
    try:
        return len(bson.encode(document, codec_options=_BSON_OPTIONS))
    except (BSONError, OverflowError, RecursionError, UnicodeError, TypeError) as error:
        raise ValueError(str(error)) from error
