"""`scrapy publishers`: the outlets, listed, their files checked, and drafts of new files."""

from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.utils.misc import load_object

from crawler.clock import utcnow
from crawler.commands.publishers_table import build_publishers_table
from crawler.commands.terminal import (
    EXIT_INCOMPLETE,
    EXIT_WRONG_USAGE,
    make_console,
    open_database,
    print_problem,
    refuse_options,
)
from crawler.health import OutletAccount, find_alerts
from crawler.publisher import (
    PublisherError,
    format_path,
    list_publisher_files,
    load_publisher_files,
    load_publishers,
)
from crawler.state.interfaces import DatabaseUnavailable
from crawler.text.printable import make_printable


class Command(ScrapyCommand):
    """List the publishers, check their files, draft a file for a site."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[options] [list | check [FILE...] | add ADDRESS]"

    def short_desc(self) -> str:
        return "List the publishers, check their files, draft a file for a site"

    def long_desc(self) -> str:
        return (
            "list (the default) shows every publisher and how its crawls go. check reads all "
            "files strictly, or the files and folders named, and tells file, key and reason of "
            "everything wrong. add asks a site for its feeds, sitemaps and sections and writes a "
            "draft file. Example: "
            "scrapy publishers add https://www.example.com/. Exit status: 0 done; 1 the site "
            "or the database does not answer; 2 wrong usage or a wrong file."
        )

    def run(self, args: list[str], opts: Any) -> None:
        """Do the action asked for. Raises UsageError."""
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
                print_problem(problem)
            self.exitcode = EXIT_WRONG_USAGE

    @property
    def _folder(self) -> Path:
        assert self.settings is not None
        return Path(self.settings["PUBLISHERS_DIR"])

    def _list(self) -> None:
        assert self.settings is not None
        publishers = load_publishers(self._folder)
        console = make_console()
        accounts = self._load_accounts()
        now = load_object(self.settings.get("CLOCK", utcnow))()
        console.print(build_publishers_table(publishers, accounts, now))
        for slug, account in sorted(accounts.items()):
            for alert in find_alerts(make_printable(slug), account):
                console.print(f"ALERT {alert.line}", soft_wrap=True)

    def _load_accounts(self) -> dict[str, OutletAccount]:
        assert self.settings is not None
        database = open_database(self.settings)
        try:
            return {
                slug: OutletAccount.from_values(values)
                for slug, values in database.read_outlet_accounts().items()
            }
        except DatabaseUnavailable as error:
            print_problem(str(error))
            self.exitcode = EXIT_INCOMPLETE
            return {}
        finally:
            database.release()

    def _check(self, paths: list[Path]) -> None:
        files = [file for path in paths for file in _list_publisher_files(path)]
        count = len(load_publisher_files(files))
        make_console().print(f"{count} publisher file{' is' if count == 1 else 's are'} valid")

    def _add(self, address: str) -> None:
        """Probe a site, write a draft, and print the next steps; never overwrite a file."""
        from crawler.commands.add_publisher import PublisherNotAdded, add_publisher

        assert self.settings is not None
        try:
            path = add_publisher(address, self.settings, self._folder)
        except PublisherNotAdded as refusal:
            print_problem(str(refusal))
            self.exitcode = refusal.status
            return
        console = make_console()
        console.print(f"Wrote {format_path(path)}", soft_wrap=True)
        console.print("Check every line of it, then:")
        console.print(f"  scrapy publishers check && scrapy harvest {path.stem} --limit 10")


def _list_publisher_files(path: Path) -> list[Path]:
    return [path] if path.is_file() or path.suffix == ".toml" else list_publisher_files(path)
