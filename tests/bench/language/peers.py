"""The peers: one of the detectors over all texts, in the environment of `peers.lock`.

python -m tests.bench.language.peers NAME < texts.json > languages.json
"""

import json
import sys
from collections.abc import Callable


def _langdetect() -> Callable[[str], str | None]:
    import langdetect

    langdetect.DetectorFactory.seed = 0
    return lambda text: str(langdetect.detect(text))


def _lingua() -> Callable[[str], str | None]:
    from lingua import LanguageDetectorBuilder

    detector = LanguageDetectorBuilder.from_all_languages().build()

    def detect(text: str) -> str | None:
        language = detector.detect_language_of(text)
        return language.iso_code_639_1.name.lower() if language else None

    return detect


def _py3langid() -> Callable[[str], str | None]:
    import py3langid

    return lambda text: str(py3langid.classify(text)[0])


DETECTORS = {"langdetect": _langdetect, "lingua": _lingua, "py3langid": _py3langid}

if __name__ == "__main__":
    detect = DETECTORS[sys.argv[1]]()
    json.dump([detect(text) for _, _, text in json.load(sys.stdin)], sys.stdout)
