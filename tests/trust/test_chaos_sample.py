"""A sample of the crash matrix (`make chaos`): real processes, killed for real, each write once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# One of each stage, in both tools; between them every way of dying, and one fault on the wire.
SAMPLE = (
    "ask/noted",
    "approve/saved",
    "claim/before/both",
    "claim/after/server",
    "request/sent/both",
    "wire/reset-after-commit",
    "record/before/agent",
    "record/after/both",
)


@pytest.mark.timeout(180)
def test_a_write_survives_a_kill_at_every_stage(tmp_path: Path) -> None:
    report = tmp_path / "chaos.json"
    options = ["--points", ",".join(SAMPLE), "--runs", "1", "--report", str(report)]
    chaos = subprocess.run(
        [sys.executable, "-m", "tests.chaos", *options], cwd=ROOT, capture_output=True, text=True
    )
    assert chaos.returncode == 0, chaos.stdout + chaos.stderr
    found = json.loads(report.read_text())
    assert (found["runs"], found["passed"], found["lost"], found["doubled"]) == (8, 8, 0, 0)
    assert {run["tool"] for run in found["results"]} == {"create_task", "create_time_entry"}
