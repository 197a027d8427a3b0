"""resiliparse, main content only: it gives no other fields."""

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding

from tests.bench.quality.extractor import ExtractedFields, Extractor


def _extract(body: bytes, _url: str) -> str:
    page = bytes_to_str(body, detect_encoding(body))
    return str(extract_plain_text(page, main_content=True, alt_texts=False))


EXTRACTOR = Extractor(_extract, lambda text: ExtractedFields(text=text))
