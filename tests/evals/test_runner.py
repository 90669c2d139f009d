"""Whole runs: in order, over processes, and on from where one was interrupted."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals.cases import Case
from evals.journal import NAME
from evals.results import TrialResult
from evals.runner import Plan, run
from tests.evals.staging import case

ASKED = (
    "list our active clients",
    "Which invoices of Northwind are overdue?",
    "who is on the team",
)


def cases() -> list[Case]:
    return [case(text, id=f"case-{number}") for number, text in enumerate(ASKED)]


def test_processes_give_the_same_results_in_the_same_order() -> None:
    ended: list[TrialResult] = []
    alone = run(Plan("a dataset", cases(), trials=2), ended.append)
    spread = run(Plan("a dataset", cases(), trials=2, jobs=2))
    assert [case.id for case in spread.cases] == ["case-0", "case-1", "case-2"]
    assert [[trial.trial for trial in case.trials] for case in spread.cases] == [[0, 1]] * 3
    assert answers(alone) == answers(spread)
    assert len(ended) == 6 and alone.passed == 3


def answers(result: Any) -> list[str]:
    return [trial.turns[0].answer for case in result.cases for trial in case.trials]


def test_a_run_goes_on_where_it_was_interrupted(tmp_path: Path) -> None:
    plan = Plan("a dataset", cases(), out=tmp_path)
    run(plan)
    first, second, third = (tmp_path / NAME).read_text().splitlines()
    noted = json.loads(first)
    noted["result"]["elapsed_ms"] = 123_456  # told apart from one that is played again
    changed = json.loads(third)
    changed["result"]["elapsed_ms"] = 123_456
    cut = second[: len(second) // 2]
    (tmp_path / NAME).write_text("\n".join([json.dumps(noted), json.dumps(changed), cut]))

    other = [*cases()[:2], case(ASKED[2], id="case-2", expect={"pending": 1})]
    result = run(replace(plan, cases=other, resume=True))
    times = [each.trials[0].elapsed_ms for each in result.cases]
    assert times[0] == 123_456 and 123_456 not in times[1:]
    assert [each.status for each in result.cases] == ["passed", "passed", "failed"]

    again = run(replace(plan, cases=other, resume=True))
    assert [each.trials[0].elapsed_ms for each in again.cases] == times
    anew = run(replace(plan, cases=other))
    assert anew.cases[0].trials[0].elapsed_ms != 123_456


DATASET = """
- id: right
  tags: {kind: read}
  turns: [{say: list our active clients}]
- id: wrong
  tags: {kind: write}
  turns: [{say: list our active clients}]
  expect: {pending: 1}
"""


def command(*args: str, **how: Any) -> subprocess.CompletedProcess[str]:
    """The command as people start it; the console script replaces itself with the harness."""
    program = [str(Path(sys.executable).with_name("paymo-agent")), "eval", *args]
    return subprocess.run(program, capture_output=True, text=True, timeout=100, check=False, **how)


def test_the_command_judges_and_gates(tmp_path: Path) -> None:
    dataset, out = tmp_path / "cases.yaml", tmp_path / "out"
    dataset.write_text(DATASET)
    both = command(str(dataset), "--json", "--out", str(out), "-j", "1")
    said = json.loads(both.stdout)
    assert both.returncode == 1 and both.stderr == ""
    right, wrong = said["cases"]
    assert right == {"id": "right", "tags": {"kind": "read"}, "passed": True, "failures": []}
    (failure,) = wrong["failures"]
    assert (failure["dimension"], failure["expected"], failure["actual"]) == ("pending", 1, [])
    figures = said["summary"]
    assert (figures["cases"], figures["passed"], figures["failed"]) == (2, 1, 1)
    assert (out / "result.json").exists() and (out / NAME).exists()

    one = command(str(dataset), "--only", "kind=read", "-j", "1")
    assert one.returncode == 0 and "1 of 1 cases passed" in one.stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["no-such-dataset"], "no-such-dataset"),
        (["{}", "--only", "kind=none"], "no case has this id or tag"),
        (["{}", "--resume"], "--out DIR"),
        (["{}", "--model", "nothing"], "names no model"),
    ],
)
def test_what_cannot_be_meant_ends_with_2(tmp_path: Path, args: list[str], said: str) -> None:
    dataset = tmp_path / "cases.yaml"
    dataset.write_text(DATASET)
    ended = command(*(arg.replace("{}", str(dataset)) for arg in args))
    assert ended.returncode == 2 and said in ended.stderr and ended.stdout == ""


LIVE = {
    "PAYMO_API_KEY": "live-key",
    "PAYMO_AGENT_MODEL": "nothing",
    "PAYMO_AGENT_WORLD": "nowhere.json",
    "PAYMO_AGENT_DATA": "/proc/nowhere",
    "PAYMO_AGENT_TODAY": "1800-01-01",
    "PAYMO_AGENT_TIMEZONE": "Mars/Base",
    "PAYMO_AGENT_APPROVAL_HOURS": "0",
}


def test_a_run_knows_nothing_of_the_paymo_and_the_settings_of_its_user(tmp_path: Path) -> None:
    """Only the file and the environment say where it would go: nobody listens there."""
    here = tmp_path / "here"
    here.mkdir()
    (tmp_path / "cases.yaml").write_text(f"{DATASET}  world: demo\n")
    with socket.create_server(("127.0.0.1", 0)) as paymo:
        live = {**LIVE, "PAYMO_BASE_URL": f"http://127.0.0.1:{paymo.getsockname()[1]}/api/"}
        live |= {"ALL_PROXY": live["PAYMO_BASE_URL"], "HTTP_PROXY": live["PAYMO_BASE_URL"]}
        (here / ".env").write_text("".join(f"{name}={value}\n" for name, value in live.items()))
        args = ("../cases.yaml", "--json", "--only", "right", "-j", "2", "--trials", "2")
        ended = command(*args, cwd=here, env={**os.environ, **live})
        paymo.settimeout(0)
        with pytest.raises(BlockingIOError):  # nobody called
            paymo.accept()
    assert ended.returncode == 0 and ended.stderr == "", ended.stderr
    assert json.loads(ended.stdout)["summary"]["passed"] == 1


def test_prices_that_are_none_are_told_before_anything_is_played(tmp_path: Path) -> None:
    (tmp_path / "cases.yaml").write_text(DATASET)
    prices = {**os.environ, "PAYMO_AGENT_TOKEN_PRICES": "cheap"}
    ended = command(str(tmp_path / "cases.yaml"), env=prices)
    assert ended.returncode == 2 and "PAYMO_AGENT_TOKEN_PRICES" in ended.stderr


def test_an_empty_dataset_proves_nothing(tmp_path: Path) -> None:
    (tmp_path / "cases.yaml").write_text("# nothing yet\n")
    ended = command(str(tmp_path / "cases.yaml"), "--json")
    said = json.loads(ended.stdout)
    assert ended.returncode == 1 and said["cases"] == []
    assert said["summary"]["missed"] == ["there is no case in the dataset."]


def test_a_run_that_is_killed_leaves_nobody_behind_and_goes_on(tmp_path: Path) -> None:
    program = [str(Path(sys.executable).with_name("paymo-agent")), "eval", "smoke", "-j", "2"]
    program += ["--json", "--out", str(tmp_path)]
    journal = tmp_path / NAME
    with subprocess.Popen(program, start_new_session=True, stdout=subprocess.DEVNULL) as run_:
        _until(lambda: journal.exists() and len(journal.read_text().splitlines()) > 1)
        run_.kill()
    _until(lambda: not _is_alive(run_.pid))
    done = len(journal.read_text().splitlines())
    again = json.loads(command(*program[2:], "--resume").stdout)["summary"]
    assert again["passed"] == again["cases"] > done


@pytest.mark.parametrize(("kills", "status"), [(1, "passed"), (9, "broken")])
def test_a_worker_that_the_system_ends_costs_no_verdict(kills: int, status: str) -> None:
    """What it was playing is played again; what ends one worker after the other is not judged."""
    killed: set[int] = set()

    def end_workers() -> None:
        while not over.is_set():
            for pid in _grandchildren() - killed:
                if len(killed) < kills:
                    killed.add(pid)
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
            time.sleep(0.05)

    over = threading.Event()
    killer = threading.Thread(target=end_workers)
    killer.start()
    try:
        result = run(Plan("a dataset", cases(), jobs=2))
    finally:
        over.set()
        killer.join()
    assert {trial.status for case in result.cases for trial in case.trials} == {status}
    assert len(result.cases) == 3


def _grandchildren() -> set[int]:
    """The workers: children of the fork server, which is a child of ours."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):  # it may end meanwhile
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    return {pid for pid, ppid in parents.items() if parents.get(ppid) == os.getpid()}


def _is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _until(holds: Callable[[], bool]) -> None:
    latest = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < latest
        time.sleep(0.05)


def test_the_smoke_dataset_passes() -> None:
    ended = command("smoke", "-j", "2")
    assert ended.returncode == 0, ended.stdout
