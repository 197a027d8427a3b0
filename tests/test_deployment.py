"""The systemd units: the commands they start exist, and so do the folders they write to."""

from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
UNITS = ROOT / "deploy" / "systemd"


def read_unit(path: Path) -> ConfigParser:
    unit = ConfigParser(delimiters=("=",), interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string(path.read_text(encoding="utf-8"))
    return unit


@pytest.mark.parametrize("path", sorted(UNITS.glob("*.service")), ids=lambda path: path.name)
def test_a_service_starts_a_command_of_ours(path: Path) -> None:
    service = read_unit(path)["Service"]
    program, command, *words = service["ExecStart"].split()
    assert program == f"{service['WorkingDirectory']}/.venv/bin/scrapy"
    assert (ROOT / "crawler" / "commands" / f"{command}.py").is_file()
    assert ("--once" in words) == (service["Type"] == "oneshot")
    environment = dict(pair.split("=") for pair in service["Environment"].split())
    assert (ROOT / "settings" / f"{environment['SCRAPY_PROJECT']}.py").is_file()
    assert environment["DATA_DIR"] == f"/var/lib/{service['StateDirectory']}"
    assert "ReadWritePaths" not in service, "a folder that is missing would fail the unit"


def test_the_timer_starts_the_service_that_ends() -> None:
    (timer,) = UNITS.glob("*.timer")
    assert (UNITS / read_unit(timer)["Timer"]["Unit"]).is_file()
