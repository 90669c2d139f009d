"""A sample of `make review-faults`: an approval of follow-ups killed, and given again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(180)
def test_an_approval_that_is_killed_in_its_third_write_is_finished_once():
    sample = ["--points", "write/sent"]
    kills = subprocess.run(
        [sys.executable, "-m", "tests.flows.kills", *sample],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert kills.returncode == 0, kills.stdout + kills.stderr
    assert kills.stdout.count("as it should be") == 1
