"""The faces of stored articles, the last ones remembered: what is new is held against these."""

from collections import OrderedDict
from typing import Any

from crawler.nearness import Face, face_in
from pipelines.writes import Document

# Some 15 kB each.
_REMEMBERED = 1_000

_faces: OrderedDict[str, Face] = OrderedDict()


def face(document: Document) -> Face:
    """Return the face of an article. What an older folding gave is compared as it is."""
    name: str | None = document.get("content_hash")
    found = known(name)
    if found is None:
        found = face_in(*(_text(document.get(one)) for one in ("search_text", "title", "lead")))
        if name:
            _faces[name] = found
    if len(_faces) > _REMEMBERED:
        _faces.popitem(last=False)
    return found


def known(content_hash: str | None) -> Face | None:
    """Return the face of what hashes to this, where it is remembered."""
    if content_hash is None or content_hash not in _faces:
        return None
    _faces.move_to_end(content_hash)
    return _faces[content_hash]


def _text(value: Any) -> str:
    return value or ""
