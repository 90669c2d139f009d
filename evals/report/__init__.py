"""A run on paper: JSON for programs, JUnit XML for build servers, one HTML page for people."""

from __future__ import annotations

from pathlib import Path

from evals.baseline import Comparison
from evals.report.junit import junit_xml
from evals.report.page import page
from evals.results import RunResult, to_json

RESULT = "result.json"


def write_reports(run: RunResult, folder: Path, comparison: Comparison | None = None) -> list[Path]:
    """Write `result.json`, `junit.xml` and `report.html` into the folder, and answer their paths.

    The result is what a later run takes as its baseline.
    """
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        RESULT: to_json(run, indent=2) + "\n",
        "junit.xml": junit_xml(run),
        "report.html": page(run, comparison),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]
