"""`paymo-agent` as people and scripts run it: real processes that share nothing but a folder."""

from __future__ import annotations

import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests import studio
from tests.agent.terminal import Terminal

pytestmark = pytest.mark.anyio

LOG_TIME = "Log 4 hours on Homepage wireframes for last Friday"
BAD_KEY = "s3krit-key-of-nobody"
OK, USAGE, AUTH, NOT_FOUND, UPSTREAM, APPROVAL = 0, 2, 3, 4, 6, 7


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


def test_help_loads_nothing_heavy(terminal: Terminal) -> None:
    done = terminal.run("--help")
    assert done.code == OK
    for command in ("ask", "pending", "approve", "review", "flows", "flow", "audit", "doctor"):
        assert f" {command} " in done.out
    heavy = "{'langgraph', 'langchain_core', 'mcp', 'httpx', 'sqlalchemy', 'pydantic'}"
    check = f"import sys, agent.cli; print(sorted({heavy} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True)
    assert loaded.stdout == "[]\n", loaded


async def test_one_process_proposes_and_others_decide_and_look_back(terminal: Terminal) -> None:
    asked = terminal.ask(LOG_TIME, "--thread", "friday")
    assert list(asked) == [
        "thread_id",
        "answer",
        "tool_calls",
        "pending",
        "artifacts",
        "model",
        "elapsed_ms",
        "usage",
    ]
    assert (asked["thread_id"], asked["model"]) == ("friday", "builtin")
    assert all(call.keys() == {"name", "args", "ok"} for call in asked["tool_calls"])
    assert all(
        {"title", "columns", "rows", "total"} <= table.keys() for table in asked["artifacts"]
    )
    (card,) = asked["pending"]
    assert list(card) == [
        "id",
        "tool",
        "args",
        "summary",
        "warnings",
        "expires_at",
        "digest",
        "asked_by",
    ]
    assert (card["tool"], card["args"]["minutes"], card["args"]["date"]) == (
        "create_time_entry",
        240,
        "2026-10-30",
    )

    (waiting,) = terminal.run("pending", "--json").json["pending"]
    assert waiting == {**card, "thread_id": "friday"}
    assert await terminal.new_entries() == []

    approved = terminal.run("approve", card["id"], "--edit", "minutes=180", "--json")
    assert approved.code == OK
    assert list(approved.json) == ["results", "answer"]
    (made,) = approved.json["results"]
    assert made["id"] == card["id"]
    assert (made["status"], made["result"]["minutes"]) == ("created", 180)
    assert "180 minutes" in approved.json["answer"]

    again, doctor, audit, verified = terminal.together(
        ["approve", card["id"], "--json"],
        ["doctor", "--json"],
        ["audit", "list", "--json"],
        ["audit", "verify", "--json"],
    )
    (told,) = again.json["results"]
    assert (again.code, told["status"]) == (OK, "already_decided")
    assert "by Nora on 20" in told["error"]["message"]
    assert "nothing was written again" in told["error"]["message"]
    assert [entry["duration"] for entry in await terminal.new_entries()] == [180 * 60]
    assert doctor.json["ok"] is True
    names = [finding["name"] for finding in doctor.json["findings"]]
    assert names == ["data", "audit", "writes", "model", "paymo", "timezone", "approvals"]
    events = [entry["event"] for entry in audit.json["entries"]]
    assert events == ["proposed", "decided", "sent", "answered"]
    assert (verified.json["intact"], verified.json["entries"]) == (True, 4)
    assert (verified.json["sent"], verified.json["stored"]) == (1, 1)
    assert verified.json["mismatches"] == []


async def test_a_message_while_a_card_waits_is_no_approval_and_closes_it(
    terminal: Terminal,
) -> None:
    (card,) = terminal.ask(LOG_TIME, "--thread", "friday")["pending"]
    talk = terminal.ask("Which invoices are overdue?", "--thread", "friday")
    assert "overdue" in talk["answer"] and "waits again" in talk["answer"]
    assert [again["args"] for again in talk["pending"]] == [card["args"]]
    late = terminal.run("approve", card["id"], "--json")
    assert late.json["results"][0]["status"] == "already_decided"
    assert "(respond) by Nora" in late.json["results"][0]["error"]["message"]
    assert await terminal.new_entries() == []


async def test_an_id_with_a_digest_decides_about_the_card_that_was_seen(
    terminal: Terminal,
) -> None:
    (seen,) = terminal.ask(LOG_TIME)["pending"]
    edited = terminal.run("approve", seen["id"], "--edit", "task_id=302")
    assert edited.code == APPROVAL
    assert "You chose: Task is now “Visual design”." in edited.out

    old = f"{seen['id']}@{seen['digest'][:8]}"
    stale, stale_edit, rejected, short, pending = terminal.together(
        ["approve", old],
        ["approve", old, "--edit", "minutes=30"],
        ["reject", old, "--reason", "No"],
        ["approve", f"{seen['id']}@12ab"],
        ["pending"],
    )
    for refused in (stale, stale_edit, rejected):
        assert "changed after you saw it" in refused.out
    assert short.code == USAGE and "behind the @ belong 8 to 64" in short.err
    assert await terminal.new_entries() == []
    command = pending.out.partition("Approve with: paymo-agent ")[2].split()
    assert command[1].startswith(f"{seen['id']}@") and command[1] != old
    assert terminal.run(*command).code == OK
    assert len(await terminal.new_entries()) == 1


@pytest.mark.parametrize("everything", [False, True])
async def test_a_process_killed_while_a_card_waits(terminal: Terminal, everything: bool) -> None:
    """First the one that asked, then the one that approved; the third finds all of it."""
    asking = terminal.start("ask", LOG_TIME, "--thread", "friday")
    id = terminal.kill_when("proposed", asking)
    pending, threads = terminal.together(["pending", "--json"], ["threads", "--json"])
    (card,) = pending.json["pending"]
    assert (card["id"], card["thread_id"]) == (id, "friday")
    (thread,) = threads.json["threads"]
    assert (thread["id"], thread["title"], thread["open"]) == ("friday", LOG_TIME, True)

    approving = terminal.start("approve", id)
    assert terminal.kill_when("decided", approving) == id
    which = "--all" if everything else id
    approved, verified = terminal.together(["approve", which, "--json"], ["audit", "verify"])
    (outcome,) = approved.json["results"]
    assert verified.code == OK
    # The second one finished what was cut off, or the first one's server had.
    assert outcome["status"] in ("created", "already_decided")
    assert [entry["duration"] for entry in await terminal.new_entries()] == [240 * 60]


async def test_several_cards_and_the_person_behind_the_key(terminal: Terminal) -> None:
    """The key chooses among the world's people; `--all` is what still waits, wherever it is."""
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(terminal.ask, LOG_TIME, PAYMO_API_KEY="EMPLOYEE-KEY")
        second = pool.submit(terminal.ask, "Log 1 hour on Templates for today")
    aoife, nora = (each.result()["pending"][0] for each in (first, second))
    assert [card["args"]["user_id"] for card in (aoife, nora)] == [4, 1]

    rejected = terminal.run("reject", aoife["id"], "--reason", "Not last week", "--json")
    assert rejected.code == OK
    assert [each["status"] for each in rejected.json["results"]] == ["rejected"]

    everything = terminal.run("approve", "--all", "--json")
    assert everything.code == OK
    (made,) = everything.json["results"]
    assert (made["id"], made["status"]) == (nora["id"], "created")
    found = await studio.rows(studio.settings(terminal.data), "entries", "user_id in (1,4)")
    written = [(row["task_id"], row["duration"]) for row in found if row["id"] > 520]
    assert written == [(303, 3600)]


def test_a_folder_that_bears_our_name_is_not_our_program(
    terminal: Terminal, tmp_path: Path
) -> None:
    for name in ("tools_server", "agent", "ui"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('somebody else')")
    answer = terminal.ask("Who are our clients?")
    assert answer["tool_calls"][0]["ok"] is True
    assert terminal.run("sandbox", "--help").code == OK


def test_each_kind_of_failure_has_its_code_and_its_sentence(
    terminal: Terminal, tmp_path: Path
) -> None:
    unfit = tmp_path / "unfit.json"
    unfit.write_text('{"tasks": [{}]}', encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        down = f"http://127.0.0.1:{free.getsockname()[1]}/api"
    question = ["ask", "Who are our clients?"]
    with ThreadPoolExecutor(3) as pool:
        start = pool.submit
        unreachable = start(
            terminal.run, *question, "--json", PAYMO_BASE_URL=down, PAYMO_API_KEY=BAD_KEY
        )
        bad_key = start(terminal.run, *question, "--json", PAYMO_API_KEY=BAD_KEY)
        unknown = start(terminal.run, "approve", "nope-123456", "--json")
        no_world = start(terminal.run, *question, "--json", PAYMO_AGENT_WORLD="/no/where.json")
        bad_world = start(terminal.run, *question, "--json", PAYMO_AGENT_WORLD=str(unfit))
        nothing = start(terminal.run, "approve")
        no_reason = start(terminal.run, "reject", "a-1")

    assert (unreachable.result().code, unreachable.result().error["code"]) == (
        UPSTREAM,
        "upstream_unavailable",
    )
    assert (bad_key.result().code, bad_key.result().error["code"]) == (AUTH, "unauthorized")
    assert "HTTP 401" in bad_key.result().error["message"]
    assert "PAYMO_API_KEY" in bad_key.result().error["hint"]
    shown = "".join(r.result().out + r.result().err for r in (unreachable, bad_key))
    assert BAD_KEY not in shown
    files = [path for path in terminal.data.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if BAD_KEY.encode() in path.read_bytes()]

    assert unknown.result().code == NOT_FOUND
    assert unknown.result().json["results"][0]["error"]["code"] == "not_found"
    assert no_world.result().code == USAGE
    assert no_world.result().error["message"].startswith("PAYMO_AGENT_WORLD: there is no world")
    assert bad_world.result().code != OK
    assert "unfit.json: tasks[0].name: missing" in bad_world.result().error["message"]
    assert (nothing.result().code, no_reason.result().code) == (USAGE, USAGE)
    assert nothing.result().err == "Name the actions, or say --all.\n`pending` lists them.\n"
