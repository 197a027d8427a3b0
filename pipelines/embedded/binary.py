"""The server's program: its path, version, command line and environment."""

import os
import platform
import subprocess
import sys
from pathlib import Path

from crawler.state.interfaces import DatabaseUnavailable

ENGINE = "secantusd-rs"
PROJECT_ROOT = Path(__file__).resolve().parents[2]
# Repaired Linux wheels keep programs beside the libraries, the macOS one among the scripts.
_PROGRAM_PATHS = (f"secantusdb.scripts/{ENGINE}", f"bin/{ENGINE}")


def find_server_program(server_path: str = ".embedded") -> Path:
    """Return the program; `server_path` is its path or the folder the wheel was installed into.

    A relative path counts from the project's root. Raises DatabaseUnavailable.
    """
    path = PROJECT_ROOT / server_path
    candidates = [path / name for name in _PROGRAM_PATHS] if path.is_dir() else [path]
    for candidate in candidates:
        if candidate.is_file() and os.access(candidate, os.X_OK):
            return candidate
    raise DatabaseUnavailable(_explain_missing_program(path))


def read_program_version(program: Path) -> str:
    """Return the program's version. Raises DatabaseUnavailable where it does not run."""
    try:
        answer = subprocess.run(  # noqa: S603
            [program, "--version"], capture_output=True, text=True, timeout=30, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise DatabaseUnavailable(
            f"the embedded database does not run on this machine ({error}): set MONGODB_URI"
        ) from None
    return answer.stdout.split("\n", 1)[0].removeprefix(ENGINE).strip()


def make_server_command(program: Path, *, port: int, store: Path) -> list[str]:
    """Return the server's command line.

    Without --sync-on-commit acknowledged writes were lost on kill -9, without --data-nonlogged the
    log grew a thousandfold, and an index build larger than the cache never ends.
    """
    return [
        *(str(program), "--host", "127.0.0.1", "--port", str(port), "--storage-path", str(store)),
        *("--cache-size", "1G", "--log-file-max", "128MB"),
        *("--sync-on-commit", "--data-nonlogged", "--checkpoint-seconds", "20"),
    ]


def make_server_environment() -> dict[str, str]:
    """Return our environment without the variables that would change the server's durability."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SECANTUS")}


def _explain_missing_program(path: Path) -> str:
    machine = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    is_supported = sys.version_info < (3, 14) and (platform.system(), platform.machine()) in {
        ("Linux", "x86_64"),
        ("Linux", "aarch64"),
        ("Darwin", "arm64"),
    }
    if is_supported:
        return f"no embedded database at {path}: run `make env`, or set MONGODB_URI"
    return f"there is no embedded database for this machine ({machine}): set MONGODB_URI"
