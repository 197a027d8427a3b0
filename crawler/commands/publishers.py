"""`scrapy publishers`: list the outlets, check their files, draft a new one."""

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any, ClassVar

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.commands.base import WRONG, complain, refuse_options
from crawler.printable import printable
from crawler.publisher import (
    Publisher,
    PublisherError,
    Selectors,
    Sources,
    files_in,
    load_all,
    load_files,
    shown,
)


class Command(ScrapyCommand):
    """List the publishers, check their files, draft a file for a site."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Name the arguments."""
        return "[options] [list | check [FILE...] | add ADDRESS]"

    def short_desc(self) -> str:
        """Say it in one line."""
        return "List the publishers, check their files, draft a file for a site"

    def long_desc(self) -> str:
        """Say what, with an example."""
        return (
            "list (the default) shows every publisher. check reads all files strictly, or the "
            "files and folders named, and tells file, key and reason of everything wrong. add "
            "asks a site for its feeds, sitemaps and sections and writes a draft file. Example: "
            "scrapy publishers add https://www.example.com/. Exit status: 0 done; 1 the site "
            "does not answer; 2 wrong usage or a wrong file."
        )

    def run(self, args: list[str], opts: Any) -> None:
        """Do the one asked for. Raises UsageError."""
        del opts
        refuse_options(args)
        action, *rest = args or ["list"]
        try:
            if action == "list" and not rest:
                self._list()
            elif action == "check":
                self._check([Path(name) for name in rest] or [self._folder])
            elif action == "add" and len(rest) == 1:
                self._add(rest[0])
            else:
                raise UsageError(f"{' '.join(args)}: say list, check [FILE...] or add ADDRESS")
        except PublisherError as error:
            for problem in error.problems:
                complain(problem)
            self.exitcode = WRONG

    @property
    def _folder(self) -> Path:
        assert self.settings is not None
        return Path(self.settings["PUBLISHERS_DIR"])

    def _list(self) -> None:
        _console().print(table(load_all(self._folder).values()))

    def _check(self, paths: list[Path]) -> None:
        files = [file for path in paths for file in _files(path)]
        count = len(load_files(files))
        _console().print(f"{count} publisher file{' is' if count == 1 else 's are'} valid")

    def _add(self, given: str) -> None:
        """Probe, write, and say what to do next; an existing file is left alone."""
        from crawler.commands.drafting import NotDrafted, add

        assert self.settings is not None
        try:
            path = add(given, self.settings, self._folder)
        except NotDrafted as refusal:
            complain(str(refusal))
            self.exitcode = refusal.status
            return
        console = _console()
        console.print(f"Wrote {shown(path)}", soft_wrap=True)
        console.print("Check every line of it, then:")
        console.print(f"  scrapy publishers check && scrapy harvest {path.stem} --limit 10")


def table(publishers: Iterable[Publisher]) -> Table:
    """Make a row a publisher; the Arabic names come last, where they turn nothing else around."""
    rows = Table(box=SIMPLE_HEAD)
    for heading in ("publisher", "country", "zone"):
        rows.add_column(heading, no_wrap=True)
    for heading in ("sources", "selectors"):
        rows.add_column(heading, justify="right")
    for heading in ("verified", "name"):
        rows.add_column(heading, no_wrap=True)
    for publisher in publishers:
        rows.add_row(
            publisher.slug,
            publisher.country or "",
            publisher.timezone or "",
            *(str(_count(part) or "") for part in (publisher.sources, publisher.selectors)),
            "yes" if publisher.verified else f"no, {publisher.facts or 'undated'}",
            printable(publisher.name or ""),
        )
    return rows


def _count(part: Sources | Selectors) -> int:
    return sum(len(getattr(part, field.name)) for field in fields(part))


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() or path.suffix == ".toml" else files_in(path)


def _console() -> Console:
    """A terminal's width where there is one, else room for every row on one line."""
    console = Console(highlight=False, markup=False)
    return console if console.is_terminal else Console(highlight=False, markup=False, width=160)
