"""`python -m tests.mutants`: plants each bug in a copy of the program and plays a dataset on it.

A bug is caught where a case fails that passes without it. Exits with 1 where one is not.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.mutants.bugs import BUGS, Bug

ROOT = Path(__file__).parents[2]
_ROOMS = ("agent", "tools_server", "evals", "ui")
_SHOWN = 3


def main() -> None:
    """Print a line a bug: how many cases noticed it, and the first of them."""
    options = _options()
    bugs = [bug for bug in BUGS if options.only in bug.name]
    passing = _passing(ROOT, options.dataset)
    missed = 0
    for bug in bugs:
        noticed = sorted(passing - _passing_with(bug, options.dataset))
        missed += not noticed
        verdict = f"caught by {len(noticed)}" if noticed else "NOT CAUGHT"
        sys.stdout.write(f"{bug.room:8} {bug.name:52} {verdict:14} {_named(noticed)}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{len(bugs) - missed} of {len(bugs)} caught; {len(passing)} cases pass\n")
    sys.exit(1 if missed else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.mutants", description=__doc__)
    parser.add_argument("--dataset", default="dev", help="(default %(default)s)")
    parser.add_argument("--only", default="", metavar="TEXT", help="bugs whose name holds this")
    return parser.parse_args()


def _passing_with(bug: Bug, dataset: str) -> set[str]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for room in _ROOMS:
            shutil.copytree(
                ROOT / room, root / room, ignore=shutil.ignore_patterns("__pycache__", "*.pyc")
            )
        bug.plant(root)
        return _passing(root, dataset)


def _passing(root: Path, dataset: str) -> set[str]:
    """The cases that pass with the program at ``root``."""
    command = [sys.executable, "-P", "-m", "evals", dataset, "--json"]
    ran = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(root)}, stdout=subprocess.PIPE, check=False
    )
    return {case["id"] for case in json.loads(ran.stdout)["cases"] if case["passed"]}


def _named(cases: list[str]) -> str:
    more = f" and {len(cases) - _SHOWN} more" if len(cases) > _SHOWN else ""
    return ", ".join(cases[:_SHOWN]) + more


if __name__ == "__main__":
    main()
