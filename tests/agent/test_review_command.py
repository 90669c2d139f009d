"""`review`, `flows` and `flow` as people and scripts run them, against sandboxes over HTTP."""

from __future__ import annotations

import csv
import json
import os
import pty
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from openpyxl import load_workbook

from agent.commands.flows import flow
from tests import studio
from tests.agent.terminal import Done, Terminal
from tests.journeys.processes import running
from tools_server.errors import InvalidArgument

pytestmark = pytest.mark.anyio

OK, USAGE, NOT_FOUND, UPSTREAM, INTERRUPTED = 0, 2, 4, 6, 130
KEY = "ADMIN-KEY"
CONTRACTS = Path(__file__).parents[2] / "docs" / "contracts.md"


def documented_sections() -> list[str]:
    """The sections of the review, in order, as docs/contracts.md lists them."""
    _, _, chapter = CONTRACTS.read_text(encoding="utf-8").partition("## Month-end review\n")
    lines = chapter.partition("\n## ")[0].splitlines()
    return [line.split("`")[1] for line in lines if line.startswith("| `")]


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


@contextmanager
def failing(tmp_path: Path, **fault: Any) -> Iterator[dict[str, str]]:
    """A Paymo with one fault, and the environment that leads to it."""
    plan = tmp_path / "faults.json"
    plan.write_text(json.dumps({"faults": [{"method": "GET", "times": None, **fault}]}))
    options = ["--port", "0", "--world", str(studio.WORLD), "--today", studio.TODAY]
    options += ["--rate-limit", "off", "--fault-plan", str(plan)]
    with running("tools_server.sandbox", *options) as paymo:
        yield {"PAYMO_BASE_URL": paymo.address, "PAYMO_API_KEY": KEY}


async def test_the_review_of_the_demo_world_in_every_view(
    terminal: Terminal, tmp_path: Path
) -> None:
    """Figures first, follow-ups that `approve` takes, and the next review says what changed."""
    demo = {"PAYMO_AGENT_WORLD": ""}
    book, earlier = tmp_path / "october.xlsx", tmp_path / "october.json"
    done = terminal.run("review", "--out", str(book), "--json", **demo)
    assert (done.code, done.err) == (OK, "")  # nobody watches: no progress
    told = done.json
    ends = ["proposals", "warnings", "incomplete", "requests"]
    assert list(told) == ["month", "as_of", "timezone", *documented_sections(), *ends]
    assert (told["month"], told["as_of"]) == ("2026-10", studio.TODAY)  # the last whole month
    assert told["requests"] <= 12 and told["incomplete"] == []
    assert len(told["overdue"]) > 5 and len(told["proposals"]) > 5
    sheet = load_workbook(book)["Overdue"]
    heads = [cell.value for cell in sheet[1]]
    shown = [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(2, values_only=True)]
    for row, cells in zip(told["overdue"], shown, strict=False):
        assert (cells["Invoice"], cells["Balance"]) == (row["number"], row["balance"])
        assert f"{cells['Due'].date()}" == row["due_date"]

    earlier.write_text(done.out)
    first = told["proposals"][0]
    approved = terminal.run("approve", first["id"], "--json", **demo)
    assert approved.json["results"][0]["status"] == "created", approved
    assert approved.json["results"][0]["result"]["name"] == first["args"]["name"]

    page = tmp_path / "again.html"
    again = terminal.run(
        "review", "--month", "2026-10", "--compare", str(earlier), "--out", str(page), **demo
    )
    assert again.code == OK
    assert again.out.startswith("Month-end review of October 2026\nMonth: October 2026")
    assert f"Written to {page}." in again.out
    assert "Changes" in again.out and ">Changes</h2>" in page.read_text()
    assert first["args"]["name"] not in again.out.partition("Follow-ups that wait")[2]
    ids = [line.split("@")[0].strip() for line in again.out.splitlines() if "@" in line]
    waiting = {card["id"] for card in terminal.run("pending", "--json", **demo).json["pending"]}
    assert len(ids) == len(told["proposals"]) - 1 and set(ids) <= waiting


def test_wrong_words_are_told_before_anything_is_read(terminal: Terminal, tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.json"
    nothing.write_text('{"clients": []}')
    wrong = {
        ("review", "--month", "2026-13"): "Write it like 2026-10.",
        ("review", "--as-of", "2026-02-30"): "Write it like 2026-11-02.",
        ("review", "--out", "review.docx"): "End the name with .md, .xlsx, .html, .json, .csv.",
        ("review", "--compare", str(nothing)): "this is no month-end review",
    }
    for command, done in zip(wrong, terminal.together(*map(list, wrong)), strict=True):
        assert (done.code, done.out) == (USAGE, ""), (command, done)
        assert wrong[command] in done.err, (command, done)
    unknown = terminal.run("flow", "nope", "--json")
    assert (unknown.code, unknown.error["code"]) == (NOT_FOUND, "not_found")
    assert not terminal.data.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Name a flow."),
        (["--out", "x.md"], "There is no flow '--out'."),
        (["hours_log"], "client: field required."),
        (["hours_log", "--client"], "--client has no value."),
        (["hours_log", "Northwind"], "'Northwind' is no option."),
        (["hours_log", "--colour", "red"], "--colour: hours_log does not ask for it."),
        (["month_end_review", "--month", "May"], "month: is no month: write it like 2026-10."),
        (["project-scope-map", "--archived=perhaps"], "archived: "),
    ],
)
def test_a_wrong_option_of_a_workflow_is_named(words: list[str], said: str) -> None:
    """In this process: nothing of it is read, or this would fail for want of a Paymo."""
    with pytest.raises(InvalidArgument) as refused:
        flow(words)
    assert refused.value.message.startswith(said)


def test_help_without_a_name_lists_the_flows(capsys: pytest.CaptureFixture[str]) -> None:
    flow(["--help"])
    assert "paymo-agent flow hours_log --client CLIENT" in capsys.readouterr().out


def test_a_client_there_is_not(terminal: Terminal) -> None:
    done = terminal.run("review", "--client", "Nobody & Sons", "--json")
    assert (done.code, done.error["code"]) == (NOT_FOUND, "not_found")
    assert "Nobody & Sons" in done.error["message"]


def test_what_is_incomplete_is_shown_and_ends_with_6(terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "review.md"
    with failing(tmp_path, fault="server_error", status=502, path="invoices*") as paymo:
        done = terminal.run("review", "--json", "--out", str(out), **paymo)
    assert done.code == UPSTREAM
    (missing,) = done.json["incomplete"]
    assert missing["what"] == "invoices" and "502" in missing["reason"]
    assert [done.json[name] for name in ("totals", "invoiced", "overdue", "aging")] == [None] * 4
    assert done.json["hygiene"]
    assert out.read_text().count("could not be read: invoices") >= 4


def test_an_interrupt_ends_it_with_130_and_writes_no_file(
    terminal: Terminal, tmp_path: Path
) -> None:
    out = tmp_path / "review.json"
    slow = failing(tmp_path, fault="delay_and_apply", seconds=60, path="entries*")
    with slow as paymo, httpx.Client(base_url=paymo["PAYMO_BASE_URL"]) as sandbox:
        process = terminal.start("review", "--out", str(out), **paymo)
        _until(lambda: "entries" in sandbox.get("../_control/requests").text)
        process.send_signal(signal.SIGINT)
        printed, error = process.communicate(timeout=20)
    assert (process.returncode, printed) == (INTERRUPTED, "")
    assert "Traceback" not in error
    assert [
        each.name for each in tmp_path.iterdir() if "review" in each.name or ".part" in each.name
    ] == []


def _until(there: Any) -> None:
    deadline = time.monotonic() + 30
    while not there():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_progress_is_drawn_for_who_watches(terminal: Terminal) -> None:
    watcher, terminals_end = pty.openpty()
    process = terminal.start(
        "flow", "hours-log", "--client=Northwind", "--json", stderr=terminals_end
    )
    os.close(terminals_end)
    drawn = b""
    try:
        while piece := os.read(watcher, 4096):
            drawn += piece
    except OSError:  # the other end is closed: it has ended
        pass
    finally:
        os.close(watcher)
    printed, _ = process.communicate(timeout=60)
    assert (process.returncode, json.loads(printed)["incomplete"]) == (OK, [])
    assert b"5/5" in drawn  # lists that were read, of all
    assert drawn.endswith(b"\x1b[2K")  # and wiped


def test_every_canned_workflow_is_listed_and_runs_with_its_fields(
    terminal: Terminal, tmp_path: Path
) -> None:
    log = tmp_path / "entries.csv"
    listed, explained, unnamed, logged = terminal.together(
        ["flows", "--json"],
        ["flow", "hours_log", "--help"],
        [
            "flow",
            "client_billing_status",
            "--client",
            "Northwind",
            "--out",
            str(tmp_path / "x.csv"),
        ],
        ["flow", "hours_log", "--client", "Northwind", "--period", "2026-10", "--out", str(log)],
    )
    flows = {each["name"]: each for each in listed.json["flows"]}
    assert {"month_end_review", "hours_log"} <= flows.keys()
    assert list(flows["hours_log"]) == ["name", "title", "about", "examples", "input"]
    assert flows["hours_log"]["input"]["required"] == ["client"]
    assert explained.code == OK and "--client CLIENT" in explained.out
    assert unnamed.code == USAGE and "Name one of these: " in unnamed.err
    assert "Northwind" in unnamed.out  # what was read is shown all the same
    assert logged.code == OK, logged
    rows = list(csv.DictReader(log.read_text(encoding="utf-8-sig").splitlines()))
    assert rows and all(row["date"].startswith("2026-10") for row in rows)
    assert f"Written to {log}." in _ending(logged)


def _ending(done: Done) -> str:
    return done.out.splitlines()[-1]
