"""Publishers: the outlets, described by TOML files, and the strict loader of these files.

This module loads files and folders, and finds the publisher of an address. Begin with `model`.

- `model`: `Publisher` and its parts.
- `loader`: one file read into a `Publisher`; `schema`: its tables as pydantic models; `checks`: the
  checks of their values; `problems`: what is wrong, in plain words; `selectors`: CSS and XPath
  compiled.
- `draft`: drafts of new files; `countries`: the Arab countries, their zones and domains.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from crawler.publisher.loader import format_path, read_publisher_file
from crawler.publisher.model import (
    Expectations,
    Publisher,
    PublisherError,
    PublisherSelectors,
    PublisherSources,
    find_domain,
)
from crawler.urls.canonical_form import canonical, get_site

__all__ = [
    "PUBLISHERS_FOLDER",
    "Expectations",
    "Publisher",
    "PublisherError",
    "PublisherSelectors",
    "PublisherSources",
    "find_publisher",
    "format_path",
    "list_publisher_files",
    "load_publisher",
    "load_publisher_files",
    "load_publishers",
]

PUBLISHERS_FOLDER = Path(__file__).parents[1] / "publishers"
"""The folder of the publisher files that the project ships."""


def load_publisher(path: Path) -> Publisher:
    """Read one publisher file. Raises PublisherError with every problem of the file."""
    publisher, problems = read_publisher_file(path)
    if problems:
        raise PublisherError(*problems)
    return publisher


def load_publishers(folder: Path | None = None) -> dict[str, Publisher]:
    """Read every *.toml of a folder (the project's own if None): slug -> publisher, by slug.

    Raises PublisherError with every problem of every file.
    """
    return load_publisher_files(
        list_publisher_files(PUBLISHERS_FOLDER if folder is None else folder)
    )


def list_publisher_files(folder: Path) -> list[Path]:
    """Return the publisher files of a folder, by name. Raises PublisherError without a folder."""
    if not folder.is_dir():
        raise PublisherError(f"{format_path(folder)}: folder: there is none")
    return sorted(folder.glob("*.toml"))


def load_publisher_files(paths: Iterable[Path]) -> dict[str, Publisher]:
    """Read these files into slug -> publisher; no two may have the same slug or domain.

    Raises PublisherError with every problem of every file.
    """
    publishers: dict[str, Publisher] = {}
    owners: dict[str, str] = {}
    problems: list[str] = []
    for path in paths:
        publisher, file_problems = read_publisher_file(path)
        problems += file_problems
        if publisher.slug in publishers:
            problems.append(f"{format_path(path)}: file: another file has the name {path.name}")
        publishers[publisher.slug] = publisher
        for domain in publisher.domains:
            owner = owners.setdefault(domain, path.name)
            if owner != path.name:
                problems.append(f"{format_path(path)}: domains: {domain!r} is in {owner} too")
    if problems:
        raise PublisherError(*problems)
    return publishers


def find_publisher(url: str, publishers: Mapping[str, Publisher]) -> Publisher:
    """Return the publisher with the longest domain that is the host of `url` or above it.

    Where there is none, the one publisher that `owns` the address, else one made of the site's name
    alone. Raises ValueError where `url` is no http(s) address.
    """
    address = canonical(url)
    if address is None:
        raise ValueError(f"{url!r} is no http(s) address")
    owners = {domain: found for found in publishers.values() for domain in found.domains}
    domain = find_domain(address, owners)
    if domain is not None:
        return owners[domain]
    owning = [found for found in publishers.values() if found.owns(address)]
    if len(owning) == 1:
        return owning[0]
    parts, site = urlsplit(address), get_site(address)
    return Publisher(slug=site, homepage=f"{parts.scheme}://{parts.netloc}/", domains=(site,))
