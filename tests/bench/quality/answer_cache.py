"""A cache of what peers answered, so that only warraq is run anew.

A peer is asked again where its lock, its module or the page has changed. The times in the cache are
those of the run that filled it.
"""

import json
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from tests.bench.quality.corpus import GoldPage
from tests.bench.quality.extractor import ExtractedFields, make_fields


class Answer(NamedTuple):
    """The fields of one page; where the extractor failed, empty ones and its last words."""

    fields: ExtractedFields
    failure: str | None = None


class AnswerCache:
    """One peer's answers in a file, a line each, by a hash of the peer and the page.

    `peer_files` are the files that make a peer what it is. With `fresh`, earlier answers are not
    read; those added stand below them and count from then on.
    """

    def __init__(
        self, file: Path, extractor: str, peer_files: tuple[Path, ...], fresh: bool
    ) -> None:
        self._file = file
        self._peer = sha256(extractor.encode())
        for peer_file in peer_files:
            self._peer.update(peer_file.read_bytes())
        self._answers: dict[str, Answer] = {}
        if file.exists() and not fresh:
            with file.open(encoding="utf-8") as lines:
                for key, fields, failure in map(json.loads, lines):
                    self._answers[key] = Answer(make_fields(fields), failure)

    def find(self, page: GoldPage) -> Answer | None:
        """Return the answer on a page, None where there is none yet."""
        return self._answers.get(self._make_key(page))

    def add(self, page: GoldPage, answer: Answer) -> None:
        """Keep an answer."""
        key = self._make_key(page)
        self._answers[key] = answer
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a", encoding="utf-8") as file:
            row = [key, answer.fields.as_row(), answer.failure]
            print(json.dumps(row), file=file)

    def _make_key(self, page: GoldPage) -> str:
        digest = self._peer.copy()
        digest.update(page.url.encode())
        digest.update(page.file.read_bytes())
        return digest.hexdigest()
