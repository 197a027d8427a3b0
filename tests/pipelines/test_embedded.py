"""The embedded server: one a data directory, found, shared, started again and stopped."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.state.interfaces import DatabaseUnavailable
from pipelines.connection import Connection, StoreAwayError
from pipelines.database_server import DatabaseServer
from pipelines.embedded import EmbeddedServer, binary, launch, process, server, state
from pipelines.embedded.__main__ import main
from pipelines.mongo import client

ROOT = Path(__file__).parents[2]
USER = """
import sys
from pathlib import Path
from pipelines.embedded import EmbeddedServer
server = EmbeddedServer(Path(sys.argv[1]))
print(server.ensure_running(), flush=True)
sys.stdin.readline()
server.release()
"""


@pytest.fixture(scope="module", autouse=True)
def program() -> Path:
    """Return the server's program; skip where it is not installed."""
    try:
        return binary.find_server_program()
    except DatabaseUnavailable as error:
        pytest.skip(str(error))


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """Return a data directory whose server is gone afterwards."""
    yield tmp_path
    EmbeddedServer(tmp_path).stop(force=True)


def find_running(data: Path) -> state.RunningServer:
    running = EmbeddedServer(data).find_running()
    assert running
    return running


def start_user(data: Path) -> tuple[subprocess.Popen[str], str]:
    """Start another process that uses the server until it reads a line; return it and its URI."""
    user = subprocess.Popen(
        [sys.executable, "-c", USER, str(data)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert user.stdout
    return user, user.stdout.readline().strip()


def test_processes_share_a_server_and_the_last_one_stops_it(data: Path) -> None:
    embedded = EmbeddedServer(data)
    (first, first_uri), (second, second_uri) = start_user(data), start_user(data)
    assert first_uri == second_uri == embedded.ensure_running() == embedded.ensure_running()
    pid = find_running(data).pid
    assert os.getsid(pid) == pid
    first.communicate("\n", timeout=30)
    second.kill()
    second.communicate()
    assert find_running(data).pid == pid
    embedded.release()
    assert EmbeddedServer(data).find_running() is None
    assert not process.is_process_running(pid, str(data / "mongo" / "store"))


def make_dead_server(port: int) -> state.RunningServer:
    """Return the state of a server that has died and had this port."""
    return state.RunningServer(
        pid=os.getpid(),
        port=port,
        process="0" * 24,
        engine=binary.ENGINE,
        version="1",
        started="2026-01-01",
        keep=False,
    )


def test_a_killed_server_is_started_again_where_it_was(data: Path) -> None:
    embedded = EmbeddedServer(data)
    embedded.folder.mkdir()
    # Not a port the system hands out, which another test might be given meanwhile.
    ports = range(20_000 + os.getpid() % 9_000, 32_000)
    port = next(port for port in ports if launch.find_free_port(port) == port)
    state.write_running_server(embedded.folder, make_dead_server(port))
    uri = embedded.ensure_running()
    assert uri == make_dead_server(port).uri
    killed = find_running(data)
    os.kill(killed.pid, signal.SIGKILL)
    assert embedded.owns_uri(uri)
    assert embedded.ensure_running() == uri
    assert find_running(data).process != killed.process
    embedded.release()
    assert not embedded.owns_uri(uri)


def test_a_process_id_used_again_is_not_taken_for_the_server(data: Path) -> None:
    embedded = EmbeddedServer(data)
    with socket.create_server(("127.0.0.1", 0)) as other:
        embedded.folder.mkdir()
        dead = make_dead_server(other.getsockname()[1])
        state.write_running_server(embedded.folder, dead)
        assert embedded.find_running() is None
        assert embedded.ensure_running() != dead.uri
        embedded.release()
    (embedded.folder / "server.json").write_text('{"pid": 1', encoding="utf-8")
    assert embedded.find_running() is None
    assert client.read_server_identity(embedded.ensure_running(), seconds=3)
    embedded.release()


@pytest.mark.parametrize("stamp", ['{"engine": "secantusd-rs", "version": "0.1"}', "{", None])
def test_a_directory_of_another_version_is_refused(data: Path, stamp: str | None) -> None:
    embedded = EmbeddedServer(data)
    (embedded.folder / "store").mkdir(parents=True)
    if stamp:
        (embedded.folder / "engine.json").write_text(stamp, encoding="utf-8")
    other = "secantusd-rs 0.1" if stamp and "0.1" in stamp else "an unknown engine"
    with pytest.raises(DatabaseUnavailable, match=f"written by {other}, not secantusd-rs"):
        embedded.ensure_running()
    assert list((embedded.folder / "store").iterdir()) == []


def test_by_hand(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "settings.testing")
    where = ["--data-dir", str(data)]
    assert main(["status", *where]) == 1
    assert main(["start", "--uri", *where]) == 0
    user = EmbeddedServer(data)
    assert capsys.readouterr().out == f"{user.ensure_running()}\n"
    assert main(["stop", *where]) == 1
    assert f"in use by process {os.getpid()}" in capsys.readouterr().err
    user.release()
    assert main(["status", *where]) == 0
    assert user.find_running()
    assert main(["stop", *where]) == 0
    assert main(["stop", *where]) == 0
    assert "no embedded database was running" in capsys.readouterr().out
    assert main(["stop", "--data-dir", str(data / "none")]) == 0


def test_by_hand_goes_by_the_settings(data: Path) -> None:
    def run(action: str) -> str:
        command = [sys.executable, "-m", "pipelines.embedded", action]
        environment = {**os.environ, "DATA_DIR": str(data)}
        return subprocess.check_output(command, cwd=ROOT, env=environment, text=True, timeout=60)

    assert "answers at" in run("start")
    assert find_running(data).keep
    assert run("stop") == "stopped\n"


@pytest.mark.timeout(30)  # it was given up after 13 s, and killed 30 s later
def test_a_frozen_server_is_given_up_in_time_and_ends_with_its_last_user(data: Path) -> None:
    async def crawl() -> None:
        connection = Connection(DatabaseServer("", "test", data), data / "spool", patience=2.0)
        await connection.open()
        assert await connection.attempt(lambda mongo: mongo.find("articles", {})) == []
        os.kill(find_running(data).pid, signal.SIGSTOP)
        with pytest.raises(StoreAwayError):
            await connection.attempt(lambda mongo: mongo.find("articles", {}))
        assert state.read_running_server(data / "mongo")
        await connection.close()

    asyncio.run(crawl())
    assert state.read_running_server(data / "mongo") is None
    assert launch._children[-1].returncode != -signal.SIGKILL


def start_sleeper(*options: str) -> subprocess.Popen[str]:
    """Start a process that waits, and that `options` tell from others; return it once it runs."""
    program = "import signal, sys, time; exec(sys.argv[2]); print(1, flush=True); time.sleep(60)"
    sleeper = subprocess.Popen(
        [sys.executable, "-c", program, *options], stdout=subprocess.PIPE, text=True
    )
    assert sleeper.stdout and sleeper.stdout.readline()
    return sleeper


@pytest.mark.parametrize(
    ("code", "ended_by"),
    [("pass", signal.SIGTERM), ("signal.signal(signal.SIGTERM, signal.SIG_IGN)", signal.SIGKILL)],
)
@pytest.mark.parametrize("is_frozen", [False, True])
def test_a_process_is_ended_if_it_is_the_one_meant(
    code: str, ended_by: signal.Signals, *, is_frozen: bool
) -> None:
    with start_sleeper("store of a test", code) as sleeper:
        if is_frozen:
            sleeper.send_signal(signal.SIGSTOP)
        assert not process.is_process_running(sleeper.pid, "store")
        process.end_process(sleeper.pid, "store", seconds=0.1)
        assert process.is_process_running(sleeper.pid, "store of a test")
        process.end_process(sleeper.pid, "store of a test", seconds=0.5)
        # A zombie until it is waited for: it has no file open any more.
        assert not process.is_process_running(sleeper.pid, "store of a test")
        assert sleeper.wait() == -ended_by


def write_program(folder: Path, body: str) -> Path:
    """Write a server program that prints its version and otherwise runs `body`."""
    file = folder / "server"
    file.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo "secantusd-rs 1" && exit\n{body}\n')
    file.chmod(0o755)
    return file


def test_a_server_that_does_not_start_says_why(data: Path) -> None:
    failing = write_program(data, "echo first; echo 'disk full' >&2; exit 1")
    with pytest.raises(DatabaseUnavailable, match=r"did not start: disk full \(see .*server.log\)"):
        EmbeddedServer(data, server_path=str(failing)).ensure_running()
    assert not (data / "mongo" / "server.json").exists()


def test_a_server_that_does_not_answer_is_not_left_behind(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_START_SECONDS", 0.3)
    silent = write_program(data, f"echo $$ > {data}/pid; exec sleep 60")
    with pytest.raises(DatabaseUnavailable, match="gave no answer"):
        EmbeddedServer(data, server_path=str(silent)).ensure_running()
    with pytest.raises(ProcessLookupError):
        os.kill(int((data / "pid").read_text()), 0)


def test_where_there_is_no_server_the_line_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    absent = EmbeddedServer(tmp_path, server_path=str(tmp_path / "none"))
    monkeypatch.setattr("platform.system", lambda: "Linux")
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    monkeypatch.setattr(sys, "version_info", (3, 12))
    with pytest.raises(DatabaseUnavailable, match="run `make env`, or set MONGODB_URI"):
        absent.ensure_running()
    monkeypatch.setattr(sys, "version_info", (3, 14))
    with pytest.raises(
        DatabaseUnavailable, match=r"no embedded database for this machine .*: set MONGODB_URI"
    ):
        absent.ensure_running()
    monkeypatch.setattr(sys, "version_info", (3, 12))
    monkeypatch.setattr("platform.system", lambda: "Darwin")
    with pytest.raises(DatabaseUnavailable, match=r"\(Darwin x86_64, .*set MONGODB_URI"):
        absent.ensure_running()
    assert list(tmp_path.iterdir()) == []


def test_a_program_that_cannot_run_here_says_so(data: Path) -> None:
    foreign = data / "server"
    foreign.write_bytes(b"\x7fELF of another machine")
    foreign.chmod(0o755)
    with pytest.raises(DatabaseUnavailable, match="does not run on this machine"):
        EmbeddedServer(data, server_path=str(foreign)).ensure_running()


def test_a_server_whose_starter_died_is_taken_over(data: Path) -> None:
    embedded = EmbeddedServer(data)
    embedded.ensure_running()
    running = state.read_running_server(embedded.folder)
    assert running
    state.write_running_server(embedded.folder, replace(running, process=""))
    other = EmbeddedServer(data)
    other.ensure_running()
    assert state.read_running_server(embedded.folder) == running
    embedded.release()
    other.release()


def test_a_data_directory_that_cannot_be_used_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "mongo").write_text("in the way", encoding="utf-8")
    with pytest.raises(DatabaseUnavailable, match="data directory cannot be used"):
        EmbeddedServer(tmp_path).ensure_running()


def test_the_state_file_names_the_engine(data: Path) -> None:
    embedded = EmbeddedServer(data)
    embedded.ensure_running()
    written = json.loads((data / "mongo" / "server.json").read_text(encoding="utf-8"))
    assert {"pid", "port", "engine", "version", "started"} <= written.keys()
    stamp = json.loads((data / "mongo" / "engine.json").read_text(encoding="utf-8"))
    assert stamp == {"engine": written["engine"], "version": written["version"]}
    embedded.release()
