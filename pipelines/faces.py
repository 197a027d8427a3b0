"""The faces of stored articles, the last ones remembered: what is new is held against these."""

from collections import OrderedDict

from crawler.nearness import Face, face_in
from pipelines.writes import Document

# Of 300 words some 15 kB each, of 3,000 some 100.
_REMEMBERED = 1_000

_faces: OrderedDict[str, Face] = OrderedDict()


def face(document: Document) -> Face:
    """Return the face of an article. What an older folding gave is compared as it is."""
    name: str | None = document.get("content_hash")
    found = known(name)
    if found is None:
        told = document.get("search_text") or ""
        found = face_in(told, document.get("title"), document.get("lead"))
        if name:
            _remember(name, found)
    return found


def known(content_hash: str | None) -> Face | None:
    """Return the face of what hashes to this, where it is remembered."""
    if content_hash is None or content_hash not in _faces:
        return None
    _faces.move_to_end(content_hash)
    return _faces[content_hash]


def _remember(content_hash: str, face: Face) -> None:
    _faces[content_hash] = face
    if len(_faces) > _REMEMBERED:
        _faces.popitem(last=False)
