"""Which server is asked, what is deselected for it, and how the outcome is told."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.contract.account import KEY, contract_app
from tests.contract.asking import Api, NotCovered, Pace
from tests.stage import Stage, open_stage

HERE = Path(__file__).parent
NOT_COVERED = "not covered"

# Read before the fixture that empties the environment for every test.
GIVEN_KEY = os.environ.get("PAYMO_API_KEY", "")


@dataclass(frozen=True)
class Target:
    """The server under test; without a URL it is a sandbox of our own."""

    url: str | None
    writes: bool

    @property
    def ours(self) -> bool:
        return self.url is None


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("contract")
    group.addoption("--contract-url", help="base URL to check, its key in PAYMO_API_KEY")
    group.addoption("--contract-writes", action="store_true", help="write to that account, too")


def pytest_configure(config: pytest.Config) -> None:
    for line in (
        "fact(section, line): the line of docs/paymo-api-facts.md that is checked",
        "writes: writes to the account, in records of its own",
        "ours: only for the sandbox",
    ):
        config.addinivalue_line("markers", line)
    if not target(config).ours and not GIVEN_KEY:
        raise pytest.UsageError("--contract-url wants the key in PAYMO_API_KEY")


def target(config: pytest.Config) -> Target:
    url = config.getoption("--contract-url", default=None)
    writes = url is None or config.getoption("--contract-writes", default=False)
    return Target(f"{url.rstrip('/')}/" if url else None, bool(writes))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """For a foreign server: only that host, none of our own account's tests, writes if asked."""
    aim = target(config)
    if aim.url is None:
        return
    unfit = {"ours"} if aim.writes else {"ours", "writes"}
    here = [item for item in items if HERE in item.path.parents]
    left_out = [item for item in here if any(item.get_closest_marker(name) for name in unfit)]
    for item in here:
        item.add_marker(pytest.mark.allow_hosts([httpx.URL(aim.url).host]))
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """A fact that a foreign account has no data for is told apart from one that holds."""
    try:
        return (yield)
    except NotCovered as lack:
        if target(pyfuncitem.config).ours:
            raise
        pyfuncitem.user_properties.append((NOT_COVERED, str(lack)))
        return True


def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, str] | None:
    if report.when == "call" and dict(report.user_properties).get(NOT_COVERED):
        return NOT_COVERED, "n", "NOT COVERED"
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lacking = terminalreporter.stats.get(NOT_COVERED, [])
    if lacking:
        terminalreporter.section("not covered by this account")
    for report in lacking:
        name = report.nodeid.rpartition("/")[2]
        terminalreporter.write_line(f"{name}: {dict(report.user_properties)[NOT_COVERED]}")
    for line in terminalreporter.config.stash.get(FIGURES, []):
        terminalreporter.write_line(line)


# Lines that a test adds for whoever runs `make contract`.
FIGURES = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def stage() -> Iterator[tuple[Stage, str]]:
    with open_stage() as opened:
        yield opened


@pytest.fixture(scope="session")
def aim(pytestconfig: pytest.Config) -> Target:
    return target(pytestconfig)


@pytest.fixture(scope="module")
def api(aim: Target, request: pytest.FixtureRequest) -> Iterator[Api]:
    """The server under test; ours is a fresh account for each file of checks."""
    if aim.url:
        api = Api(aim.url, GIVEN_KEY, PACE)
    else:
        stage, url = request.getfixturevalue("stage")
        stage.app = contract_app()
        api = Api(url, KEY, Pace(limited=False))
    yield api
    api.client.close()


# One pace for all files: the limit counts the key, not the connection.
PACE = Pace(limited=True)


@dataclass
class Workspace:
    """A client, project and task of the checks' own; all they write hangs on that client."""

    client: int
    project: int
    task: int

    def new_project(self, api: Api) -> int:
        body = {"name": "Contract check", "client_id": self.client, "users": [api.me["id"]]}
        return int(api.created("projects", body)["id"])


@pytest.fixture(scope="module")
def workspace(api: Api) -> Iterator[Workspace]:
    """Only for checks marked `writes`. The client is deleted afterwards, and all on it with it."""
    client = api.created("clients", {"name": "Contract check"})["id"]
    space = Workspace(client, 0, 0)
    space.project = space.new_project(api)
    space.task = api.created("tasks", {"name": "Check", "project_id": space.project})["id"]
    yield space
    api.delete(f"clients/{client}")
