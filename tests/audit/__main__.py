"""python -m tests.audit BIN: checks what requirements.lock installs, with the tools in folder BIN.

Exit status 0: all is well; 1: a licence is not allowed or a vulnerability is known; 2: it could not
be checked, as without a network.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.audit.licences import allowed, passes

LOCK = "requirements.lock"


def licences(tools: Path) -> int:
    """Print the packages whose licence is not on the list."""
    done = run(tools / "pip-licenses", "--python", sys.executable, "--from=mixed", "--format=json")
    found: list[dict[str, str]] = json.loads(done)
    names = allowed()
    wrong = [one for one in found if not passes(one["License"], names)]
    for one in wrong:
        print(f"{one['Name']} {one['Version']}: licence not allowed: {one['License']}")
    print(f"licences: {len(found)} packages, {len(wrong)} not allowed")
    return 1 if wrong or not found else 0


def vulnerabilities(tools: Path) -> int:
    """Print what is known against the packages of the lock, and what nobody could be asked of."""
    options = ("--disable-pip", "--require-hashes", "--format=json", "--progress-spinner=off")
    try:
        found = json.loads(run(tools / "pip-audit", *options, "-r", LOCK))
    except ValueError:
        print("vulnerabilities: NOT CHECKED: no advisory service answers (is there a network?)")
        return 2
    packages: list[dict[str, Any]] = found["dependencies"]
    unknown = [one["name"] for one in packages if "skip_reason" in one]
    hits = [(one, hit) for one in packages for hit in one.get("vulns", ())]
    for one, hit in hits:
        print(f"{one['name']} {one['version']}: {hit['id']}, fixed in {hit['fix_versions']}")
    print(f"vulnerabilities: {len(packages)} packages, {len(hits)} known")
    if unknown:
        print(f"vulnerabilities: NOT CHECKED, the service knows nothing of {len(unknown)} of them")
    return 1 if hits else 2 if unknown else 0


def run(*command: str | Path) -> str:
    """Return what a tool prints; what it says beside is shown only where it prints nothing."""
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    if not done.stdout:
        sys.stderr.write(done.stderr)
    return done.stdout


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    status = {licences(folder), vulnerabilities(folder)}
    sys.exit(1 if 1 in status else max(status))
