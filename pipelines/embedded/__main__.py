"""Start, stop or show the embedded database by hand."""

import argparse
import sys
from pathlib import Path

from scrapy.utils.project import get_project_settings

from crawler.state.interfaces import DatabaseUnavailable
from pipelines.embedded.server import EmbeddedServer


def main(arguments: list[str] | None = None) -> int:
    """Return the exit status: 0 success, 1 failure (`status`: no server runs), 2 wrong usage.

    What is not given is DATA_DIR and EMBEDDED_SERVER of the project's settings, as of a crawl.
    """
    settings = get_project_settings()
    parser = argparse.ArgumentParser(
        prog="python -m pipelines.embedded",
        description=__doc__,
        epilog="example: python -m pipelines.embedded status --data-dir data",
    )
    parser.add_argument("action", choices=["start", "stop", "status"])
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR", default=settings.get("DATA_DIR") or "data"
    )
    parser.add_argument(
        "--server",
        metavar="PATH",
        default=settings.get("EMBEDDED_SERVER") or ".embedded",
        help="program or its folder",
    )
    parser.add_argument("--force", action="store_true", help="stop it even while it is used")
    parser.add_argument("--uri", action="store_true", help="start: print its address only")
    options = parser.parse_args(arguments)
    server = EmbeddedServer(options.data_dir, server_path=options.server)
    try:
        has_succeeded, line = _run_action(server, options)
    except DatabaseUnavailable as error:
        has_succeeded, line = False, str(error)
    (sys.stdout if has_succeeded else sys.stderr).write(f"{line}\n")
    return 0 if has_succeeded else 1


def _run_action(server: EmbeddedServer, options: argparse.Namespace) -> tuple[bool, str]:
    if options.action == "start":
        uri = server.ensure_running(keep=True)
        return True, uri if options.uri else f"the embedded database answers at {uri}"
    if options.action == "stop":
        stopped = server.stop(force=options.force)
        return True, "stopped" if stopped else "no embedded database was running"
    running = server.find_running()
    if running is None:
        return False, "no embedded database is running"
    return True, f"process {running.pid}, {running.uri}, since {running.started}"


if __name__ == "__main__":
    sys.exit(main())
