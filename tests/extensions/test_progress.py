"""Progress on a pseudo terminal, in a pipe, and when it is interrupted."""

import os
import re
import signal
import subprocess
import sys

import pytest

from tests.conftest import ROOT

pty = pytest.importorskip("pty", reason="no pseudo terminals on this system")

SCRIPT = """
import logging, sys
from scrapy import Request, Spider, signals
from scrapy.crawler import CrawlerProcess
from scrapy.exceptions import DontCloseSpider

class Paper(Spider):
    name = "paper"

    @classmethod
    def from_crawler(cls, crawler, *args, **kwargs):
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.idle, signals.spider_idle)
        return spider

    async def start(self):
        for number in range(30):
            yield Request(f"data:,{number}", dont_filter=True)

    def parse(self, response):
        slug = response.text if response.text != "3" else "e\\x1b[31mvil"
        self.crawler.stats.inc_value(f"publisher/{slug}/stored")
        self.crawler.stats.inc_value("article/stored")
        logging.getLogger("paper").warning("a log line of %s", slug)

    def idle(self):
        if sys.argv[1] == "wait":
            print("waiting", flush=True)
            raise DontCloseSpider

process = CrawlerProcess({
    "PROGRESS_ENABLED": True, "PROGRESS_SECONDS": 0.1, "LOG_LEVEL": "WARNING",
    "EXTENSIONS": {"crawler.extensions.progress.Progress": 0}, "REMOTE_CONTROL_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False, "LOG_COLOR": False,
})
process.crawl(Paper)
process.start()
logging.getLogger("paper").warning("after the crawl")
"""

HIDE, SHOW = "\x1b[?25l", "\x1b[?25h"


def run_on_terminal(mode: str, interrupts: int = 0) -> str:
    """Run the crawl with standard error on a terminal of 24 lines; return what was written."""
    master, slave = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "100", "LINES": "24"}
    command = [sys.executable, "-c", SCRIPT, mode]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=slave
    ) as process:
        os.close(slave)
        assert process.stdout
        for _ in range(interrupts):
            process.stdout.readline()
            process.send_signal(signal.SIGINT)
        return _read_terminal(master)


def _read_terminal(master: int) -> str:
    pieces = []
    try:
        while piece := os.read(master, 1 << 16):
            pieces.append(piece)
    except OSError:  # Linux reports the other end's closing so
        pass
    os.close(master)
    return b"".join(pieces).decode()


def test_a_table_on_a_terminal() -> None:
    output = run_on_terminal("end")
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", output)
    assert "30 articles" in plain
    assert "publisher" in plain
    assert "and 15 more" in plain
    assert all(plain.count(f"a log line of {number}\r\n") == 1 for number in (7, 29))
    assert output.count(HIDE) == output.count(SHOW) > 0
    assert output.rindex(SHOW) > output.rindex(HIDE)
    assert plain.rstrip().endswith("after the crawl")


@pytest.mark.parametrize("interrupts", [1, 2])
def test_the_terminal_is_given_back_on_interrupts(interrupts: int) -> None:
    output = run_on_terminal("wait", interrupts)
    assert output.count("again to stop at once") == 1
    assert output.rindex(SHOW) > output.rindex(HIDE)


def test_plain_lines_without_a_terminal() -> None:
    command = [sys.executable, "-c", SCRIPT, "end"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == ""
    assert "\x1b[2K" not in done.stderr
    (*_, last) = [line for line in done.stderr.splitlines() if " pages " in line]
    assert re.search(r" 30 articles \([0-9.]+/s\)  0 known .* 0 in queue$", last)
