"""A sample of `make review-faults`: the review and its approval killed, and done again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(180)
def test_a_killed_review_and_a_killed_approval_leave_no_trace():
    sample = ["--points", "read/half,write/sent"]
    kills = subprocess.run(
        [sys.executable, "-m", "tests.flows.kills", *sample],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert kills.returncode == 0, kills.stdout + kills.stderr
    assert kills.stdout.count("as it should be") == 2
