"""resiliparse, main content only: it gives no fields."""

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding

from tests.bench.quality.answer import Answer, Reader


def _extract(body: bytes, _url: str) -> str:
    page = bytes_to_str(body, detect_encoding(body))
    return str(extract_plain_text(page, main_content=True, alt_texts=False))


READER = Reader(_extract, lambda text: Answer(text=text))
