"""The Paymo of the runs: a sandbox process on a loopback port, its world, and a look at it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path
from typing import Any

import httpx

KEY = "CHAOS-KEY"
NEW_TASKS = "Launch Campaign"
# fmt: off
_WORDS = (
    "Amber", "Basil", "Cedar", "Dahlia", "Ember", "Fennel", "Ginger", "Hazel", "Indigo", "Jasmine",
    "Kelp", "Larch", "Maple", "Nettle", "Orchid", "Poppy", "Quince", "Rowan", "Saffron", "Thistle",
    "Umber", "Violet", "Willow", "Yarrow", "Zinnia",
)
# fmt: on
TASKS = [f"{first} {second}" for first, second in permutations(_WORDS, 2)]
_LONG_AGO = "2025-01-06T08:00:00Z"


def world() -> dict[str, Any]:
    """One person, one project full of tasks to log time on, one project to put new tasks in."""
    project = {"client_id": 11, "users": [1], "billable": True, "created_on": _LONG_AGO}
    return {
        "company": {"name": "Harbour Studio", "timezone": "Europe/Dublin"},
        "api_keys": {KEY: 1},
        "users": [{"id": 1, "name": "Nora Quinn", "email": "n@harbour.example", "type": "Admin"}],
        "clients": [{"id": 11, "name": "Northwind Traders", "created_on": _LONG_AGO}],
        "projects": [
            {"id": 101, "name": "Garden Guide", **project},
            {"id": 102, "name": NEW_TASKS, **project},
        ],
        "tasklists": [
            {"id": 201, "name": "Plants", "project_id": 101},
            {"id": 202, "name": "Default Task List", "project_id": 102},
        ],
        "tasks": [
            {"id": 1000 + n, "name": name, "tasklist_id": 201, "users": [1]}
            for n, name in enumerate(TASKS)
        ],
    }


class Paymo:
    """A running sandbox: asked over HTTP, past everything that is being tested."""

    def __init__(self, address: str) -> None:
        self.address = address

    def records(self, collection: str, where: str) -> list[dict[str, Any]]:
        """The rows that fit a filter of Paymo's."""
        answer = httpx.get(
            f"{self.address}{collection}", params={"where": where}, auth=(KEY, "X"), timeout=10
        )
        answer.raise_for_status()
        rows: list[dict[str, Any]] = answer.json()[collection]
        return rows

    def create(self, collection: str, body: dict[str, Any]) -> dict[str, Any]:
        """Add a record as somebody else would, in Paymo's own pages."""
        answer = httpx.post(f"{self.address}{collection}", json=body, auth=(KEY, "X"), timeout=10)
        answer.raise_for_status()
        row: dict[str, Any] = answer.json()[collection][0]
        return row

    def play(self, faults: Sequence[dict[str, Any]]) -> None:
        """Play these faults from now on, and no others."""
        self._control("PUT", "faults", json={"faults": list(faults)})

    def played(self) -> list[int]:
        """How often each fault was played."""
        return [count["played"] for count in self._control("GET", "faults")["counts"]]

    def forget_requests(self) -> None:
        """Start the log of requests anew."""
        self._control("DELETE", "requests")

    def requests(self) -> list[dict[str, Any]]:
        """The requests since then, with what became of each."""
        log: list[dict[str, Any]] = self._control("GET", "requests")["requests"]
        return log

    def posts(self) -> list[dict[str, Any]]:
        """Those of them that were to create something."""
        return [request for request in self.requests() if request["method"] == "POST"]

    def _control(self, method: str, what: str, **options: Any) -> dict[str, Any]:
        url = f"{self.address.removesuffix('/api/')}/_control/{what}"
        answer = httpx.request(method, url, timeout=10, **options)
        answer.raise_for_status()
        content: dict[str, Any] = answer.json()
        return content


@contextmanager
def running_paymo(
    folder: Path, content: dict[str, Any] | None = None, *, today: str | None = None
) -> Iterator[Paymo]:
    """A fresh sandbox for as long as the block lasts; what it complains of is in the folder.

    ``content`` is its world, if not the one of the runs; ``today`` pins its day.
    """
    file = folder / "world.json"
    file.write_text(json.dumps(content or world()))
    options = ["--port", "0", "--rate-limit", "off", "--world", str(file)]
    environment = {**os.environ, **({"PAYMO_AGENT_TODAY": today} if today else {})}
    with (folder / "paymo.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tools_server.sandbox", *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env=environment,
        )
    assert process.stdout
    try:
        line = process.stdout.readline()
        assert "http://" in line, (folder / "paymo.log").read_text()
        yield Paymo(next(word for word in line.split() if word.startswith("http://")))
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def today() -> datetime:
    """Now, as the sandbox and the program see it: no clock is pinned."""
    return datetime.now(UTC)
