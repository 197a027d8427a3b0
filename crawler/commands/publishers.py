"""`scrapy publishers`: list the outlets, check their files, draft a new one."""

from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.utils.misc import load_object

from crawler.clock import utcnow
from crawler.commands.publishers_table import table
from crawler.commands.terminal import (
    INCOMPLETE,
    WRONG,
    complain,
    open_database,
    refuse_options,
    terminal,
)
from crawler.health import Account, findings
from crawler.publisher import PublisherError, files_in, load_all, load_files, shown
from crawler.state.interfaces import DatabaseUnavailable
from crawler.text.printable import printable


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
            "list (the default) shows every publisher and how its crawls go. check reads all "
            "files strictly, or the files and folders named, and tells file, key and reason of "
            "everything wrong. add asks a site for its feeds, sitemaps and sections and writes a "
            "draft file. Example: "
            "scrapy publishers add https://www.example.com/. Exit status: 0 done; 1 the site "
            "or the database does not answer; 2 wrong usage or a wrong file."
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
        assert self.settings is not None
        publishers = load_all(self._folder)
        console = terminal()
        crawled = self._crawled()
        now = load_object(self.settings.get("CLOCK", utcnow))()
        console.print(table(publishers, crawled, now))
        for slug, account in sorted(crawled.items()):
            for finding in findings(printable(slug), account):
                console.print(f"ALERT {finding.line}", soft_wrap=True)

    def _crawled(self) -> dict[str, Account]:
        assert self.settings is not None
        database = open_database(self.settings)
        try:
            return {slug: Account.from_values(one) for slug, one in database.outlets().items()}
        except DatabaseUnavailable as error:
            complain(str(error))
            self.exitcode = INCOMPLETE
            return {}
        finally:
            database.release()

    def _check(self, paths: list[Path]) -> None:
        files = [file for path in paths for file in _files(path)]
        count = len(load_files(files))
        terminal().print(f"{count} publisher file{' is' if count == 1 else 's are'} valid")

    def _add(self, given: str) -> None:
        """Probe, write, and say what to do next; an existing file is left alone."""
        from crawler.commands.add_publisher import NotDrafted, add

        assert self.settings is not None
        try:
            path = add(given, self.settings, self._folder)
        except NotDrafted as refusal:
            complain(str(refusal))
            self.exitcode = refusal.status
            return
        console = terminal()
        console.print(f"Wrote {shown(path)}", soft_wrap=True)
        console.print("Check every line of it, then:")
        console.print(f"  scrapy publishers check && scrapy harvest {path.stem} --limit 10")


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() or path.suffix == ".toml" else files_in(path)
