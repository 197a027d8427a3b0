"""The audit of the packages in requirements.lock: python -m tests.audit BIN.

BIN is the folder of the tools. Exit status 0: all is well; 1: a licence is not allowed or a
vulnerability is known; 2: a check could not be made, as without a network.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.audit.licences import is_allowed, read_allowed_licences

LOCK = "requirements.lock"


def check_licences(tools: Path) -> int:
    """Print the packages whose licence is not allowed; return the exit status."""
    output = run_tool(
        *(tools / "pip-licenses", "--python", sys.executable, "--from=mixed", "--format=json")
    )
    packages: list[dict[str, str]] = json.loads(output)
    allowed = read_allowed_licences()
    wrong = [package for package in packages if not is_allowed(package["License"], allowed)]
    for package in wrong:
        print(f"{package['Name']} {package['Version']}: licence not allowed: {package['License']}")
    print(f"licences: {len(packages)} packages, {len(wrong)} not allowed")
    return 1 if wrong or not packages else 0


def check_vulnerabilities(tools: Path) -> int:
    """Print the known vulnerabilities of the locked packages; return the exit status."""
    options = ("--disable-pip", "--require-hashes", "--format=json", "--progress-spinner=off")
    try:
        report = json.loads(run_tool(tools / "pip-audit", *options, "-r", LOCK))
    except ValueError:
        print("vulnerabilities: NOT CHECKED: no advisory service answers (is there a network?)")
        return 2
    packages: list[dict[str, Any]] = report["dependencies"]
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    hits = [(package, hit) for package in packages for hit in package.get("vulns", ())]
    for package, hit in hits:
        print(
            f"{package['name']} {package['version']}: {hit['id']}, fixed in {hit['fix_versions']}"
        )
    print(f"vulnerabilities: {len(packages)} packages, {len(hits)} known")
    if unknown:
        print(f"vulnerabilities: NOT CHECKED, the service knows nothing of {len(unknown)} of them")
    return 1 if hits else 2 if unknown else 0


def run_tool(*command: str | Path) -> str:
    """Return a tool's standard output; show its standard error only where that is empty."""
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    if not done.stdout:
        sys.stderr.write(done.stderr)
    return done.stdout


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    status = {check_licences(folder), check_vulnerabilities(folder)}
    sys.exit(1 if 1 in status else max(status))
