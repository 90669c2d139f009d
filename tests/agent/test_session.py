"""The whole path with a scripted model: real tools server process, real sandbox, real databases."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
from pathlib import Path
from typing import Any

import psutil
import pytest
from langchain_core.messages import AIMessage
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

from agent.compact import parse_compact
from agent.conversation import PendingAction
from agent.session import Session, open_session
from agent.settings import Settings
from agent.tools import PaymoTools, ToolAnswer
from tests import studio
from tests.agent.scripted import ScriptedModel, calls
from tools_server.errors import (
    ApprovalRequired,
    Failure,
    NotFound,
    Unauthorized,
    UnknownOutcome,
    UpstreamUnavailable,
)
from tools_server.governance.audit import AuditLog
from tools_server.governance.database import open_database

pytestmark = pytest.mark.anyio

LOG_TIME = (
    "create_time_entry",
    {"task_id": 301, "minutes": 240, "date": "2026-10-30", "user_id": 4},
)
NEW_TASK = ("create_task", {"name": "Footer", "project_id": 101})
DONE = AIMessage("Done.")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return studio.settings(tmp_path / "data")


def scripted(*lines: Any) -> ScriptedModel:
    return ScriptedModel(lines=list(lines))


async def new_entries(settings: Settings) -> list[dict[str, Any]]:
    return [e for e in await studio.rows(settings, "entries", "task_id=301") if e["id"] > 520]


async def test_a_read_gives_the_model_totals_and_the_page_all_rows(settings: Settings) -> None:
    model = scripted(calls(("list_time_entries", {"user_id": 5})), DONE)
    async with open_session(settings, model=model) as session:
        answer = await session.ask("How much did Tomás log?")
    read = parse_compact(model.heard[1][-1].content)
    assert read is not None
    assert read["complete"] is True
    assert read["totals"]["minutes"] == 2220
    (table,) = answer.tables
    assert len(table.rows) == read["count"] == 8
    assert [(c.tool, c.ok) for c in answer.turn.calls] == [("list_time_entries", True)]


async def test_an_approved_write_happens_once_and_is_on_record(settings: Settings) -> None:
    model = scripted(calls(LOG_TIME), DONE)
    async with open_session(settings, model=model) as session:
        asked = await session.ask("Log 4 hours on the wireframes for Aoife")
        (card,) = asked.pending
        assert await new_entries(settings) == []
        assert {f["label"]: f["shown"] for f in card.fields}["Duration"] == "240 minutes (4 h)"
        decided = await session.decide([{"type": "approve", "id": card.id}])
        again = await session.decide([{"type": "approve", "id": card.id}])
    (entry,) = await new_entries(settings)
    assert (entry["date"], entry["duration"], entry["user_id"]) == ("2026-10-30", 14400, 4)
    assert decided.outcomes[0].status == "created"
    assert decided.outcomes[0].result and decided.outcomes[0].result["id"] == entry["id"]
    assert again.outcomes[0].status == "already_decided"
    assert again.outcomes[0].error and "by Nora on" in again.outcomes[0].error["message"]
    events = [e.event for e in audit(settings).entries(action=card.id)]
    assert events == ["proposed", "decided", "sent", "answered"]
    assert audit(settings).verify().intact


async def test_an_edit_is_checked_before_it_is_written(settings: Settings) -> None:
    model = scripted(calls(LOG_TIME), DONE)
    async with open_session(settings, model=model) as session:
        (card,) = (await session.ask("Log it")).pending
        too_long = edit(card, minutes=1800)
        refused = (await session.decide([too_long])).outcomes[0]
        assert refused.status == "waiting"
        assert refused.error and refused.error["message"].startswith("minutes: 1800 minutes")
        assert [c.id for c in await session.pending()] == [card.id]
        accepted = (await session.decide([edit(card, minutes=180)])).outcomes[0]
    assert accepted.status == "created"
    assert [e["duration"] for e in await new_entries(settings)] == [10800]


async def test_an_edit_with_a_new_warning_is_shown_again(settings: Settings) -> None:
    model = scripted(calls(LOG_TIME), DONE)
    async with open_session(settings, model=model) as session:
        (card,) = (await session.ask("Log it")).pending
        duplicate = edit(card, date="2026-10-05")  # entry 501 is the same task, day and duration
        outcome = (await session.decide([duplicate])).outcomes[0]
        assert outcome.status == "waiting"
        (shown,) = await session.pending()
        assert any("duplicate" in warning for warning in shown.warnings)
        assert await new_entries(settings) == []
        assert (await session.decide([approve(shown)])).outcomes[0].status == "created"
    assert len(await new_entries(settings)) == 1


async def test_a_rejection_reaches_the_model_and_writes_nothing(settings: Settings) -> None:
    model = scripted(calls(LOG_TIME), DONE)
    async with open_session(settings, model=model) as session:
        (card,) = (await session.ask("Log it")).pending
        outcome = await session.decide([{"type": "reject", "id": card.id, "message": "wrong day"}])
    assert outcome.outcomes[0].status == "rejected"
    heard = parse_compact(model.heard[1][-1].content)
    assert heard and (heard["status"], heard["reason"]) == ("rejected", "wrong day")
    assert await new_entries(settings) == []


async def test_some_of_several_cards_can_be_approved(settings: Settings) -> None:
    model = scripted(calls(LOG_TIME, NEW_TASK), DONE)
    async with open_session(settings, model=model) as session:
        first, second = (await session.ask("Both please")).pending
        await session.decide([approve(second)])
        assert [card.id for card in await session.pending()] == [first.id]
        assert len(model.heard) == 1  # the model hears of it when all is decided
        decided = await session.decide([approve(first)])
    assert decided.answers[0].turn.answer == "Done."
    assert len(await new_entries(settings)) == 1
    assert len(await studio.rows(settings, "tasks", 'name="Footer"')) == 1


async def test_two_people_press_approve_at_once(settings: Settings) -> None:
    model = scripted(calls(LOG_TIME), DONE)
    async with (
        open_session(settings, model=model) as one,
        open_session(settings, model=model) as two,
    ):
        (card,) = (await one.ask("Log it")).pending
        results = await asyncio.gather(*(s.decide([approve(card)]) for s in (one, two, one, two)))
    statuses = sorted(result.outcomes[0].status for result in results)
    assert statuses == ["already_decided"] * 3 + ["created"]
    assert len(await new_entries(settings)) == 1


async def test_a_card_outlives_its_process(settings: Settings) -> None:
    async with open_session(settings, model=scripted(calls(LOG_TIME))) as session:
        (card,) = (await session.ask("Log it")).pending
    async with open_session(settings, model=scripted(DONE)) as later:
        (found,) = await later.pending()
        assert found == card
        assert (await later.decide([approve(found)])).outcomes[0].status == "created"
    assert len(await new_entries(settings)) == 1


async def test_a_message_answers_the_cards_that_wait_and_begins_a_turn(settings: Settings) -> None:
    shorter = ("create_time_entry", {**LOG_TIME[1], "minutes": 180})
    model = scripted(calls(LOG_TIME, NEW_TASK), said_with("Three hours, then.", shorter), DONE)
    async with open_session(settings, model=model) as session:
        asked = await session.ask("Log it, and a task")
        answer = await session.ask("Make it 3 hours", asked.thread_id)
        (card,) = answer.pending
        first, second = await session.history(asked.thread_id)
        late = (await session.decide([approve(asked.pending[0])])).outcomes[0]
    heard = model.heard[1]
    assert [message.type for message in heard] == ["system", "human", "ai", "tool", "tool", "human"]
    results = [parse_compact(message.content) or {} for message in heard[3:5]]
    assert [result["status"] for result in results] == ["responded", "responded"]
    assert {result["reason"] for result in results} == {"Make it 3 hours"} == {heard[5].text}
    assert card.args["minutes"] == 180
    assert [call.decided_by for call in first.calls] == ["Nora", "Nora"]
    assert (second.said, second.answer) == ("Make it 3 hours", "Three hours, then.")
    assert late.status == "already_decided"
    assert await new_entries(settings) == []
    for closed in asked.pending:
        decided = audit(settings).entries(action=closed.id)[-1]
        assert (decided.actor, decided.body["type"]) == ("Nora", "respond")
    assert audit(settings).verify().intact


async def test_a_message_never_approves(settings: Settings) -> None:
    model = scripted(calls(LOG_TIME), AIMessage("Please use the button."))
    async with open_session(settings, model=model) as session:
        asked = await session.ask("Log it")
        assert (await session.ask("yes, approve", asked.thread_id)).pending == []
    assert await new_entries(settings) == []


async def test_a_message_leaves_alone_what_was_sent_already(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubt = UnknownOutcome("It could not be looked up.", hint="Later.")

    async def failing(*_: Any, meta: Any = None) -> ToolAnswer:
        return ToolAnswer({"error": doubt.as_dict(), "unsettled": True}, doubt)

    async with open_session(settings, model=scripted(calls(LOG_TIME), DONE)) as session:
        (card,) = (await session.ask("Log it")).pending
        monkeypatch.setattr(PaymoTools, "call", failing)
        await session.decide([approve(card)])
        with pytest.raises(ApprovalRequired, match="1 action was sent"):
            await session.ask("Never mind", card.thread_id)
        assert [again.id for again in await session.pending()] == [card.id]


@pytest.mark.parametrize("cut", [(AsyncSqliteSaver, "aput"), (AuditLog, "append")])
async def test_a_message_and_the_decision_that_it_is_survive_together(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, cut: tuple[type, str]
) -> None:
    """Cut off after the result of the node that closes the cards was saved, or inside it."""
    async with open_session(settings, model=scripted(calls(LOG_TIME))) as session:
        (card,) = (await session.ask("Log it")).pending
        monkeypatch.setattr(*cut, broken if cut[1] == "append" else failing)
        with pytest.raises(ConnectionError):
            await session.ask("Never mind", card.thread_id)
        monkeypatch.undo()
    async with open_session(settings, model=scripted(DONE)) as later:
        outcome = (await later.decide([approve(card)])).outcomes[0]
        said = [turn.said for turn in await later.history(card.thread_id)]
        assert await later.pending() == []
    assert outcome.status in ("already_decided", "responded")
    assert said == ["Log it", "Never mind"]
    assert await new_entries(settings) == []
    decided = audit(settings).entries(action=card.id)[-1]
    assert (decided.event, decided.body["type"]) == ("decided", "respond")


async def test_the_first_of_two_decisions_counts_though_it_was_cut_off(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_session(settings, model=scripted(calls(LOG_TIME), DONE)) as session:
        (card,) = (await session.ask("Log it")).pending
        monkeypatch.setattr(AuditLog, "append", broken)
        with pytest.raises(ConnectionError):
            await session.decide([{**approve(card), "type": "reject", "message": "no"}])
        monkeypatch.undo()
        outcome = (await session.decide([approve(card)])).outcomes[0]
    assert outcome.status == "rejected"
    assert await new_entries(settings) == []


@pytest.mark.parametrize("node", ["check", "write"])
async def test_what_was_approved_before_a_crash_is_written_before_anything_else(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, node: str
) -> None:
    """An edit cut off before its check, a write cut off before it began; another card waits."""
    where = {"check": "agent.nodes.check._dry_run", "write": "agent.nodes.write._carry_out"}[node]
    model = scripted(calls(LOG_TIME, NEW_TASK), DONE)
    async with open_session(settings, model=model) as session:
        asked = await session.ask("Both please")
        first, second = asked.pending
        monkeypatch.setattr(where, failing)
        with pytest.raises(ConnectionError):
            await session.decide([edit(first, minutes=180)])
        monkeypatch.undo()
        answer = await session.ask("And what is overdue?", asked.thread_id)
        assert [e["duration"] for e in await new_entries(settings)] == [10800]
        assert (answer.turn.said, answer.pending) == ("And what is overdue?", [])
        (decided,) = [
            entry.body["type"]
            for entry in audit(settings).entries(action=second.id)
            if entry.event == "decided"
        ]
        assert decided == "respond"


async def test_a_decision_that_was_saved_is_carried_out(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut off between the result of the node and the checkpoint after it: no node is next then."""
    async with open_session(settings, model=scripted(calls(LOG_TIME))) as session:
        (card,) = (await session.ask("Log it")).pending
        monkeypatch.setattr(AsyncSqliteSaver, "aput", failing)
        with pytest.raises(ConnectionError):
            await session.decide([approve(card)])
        monkeypatch.undo()
    async with open_session(settings, model=scripted(DONE)) as later:
        assert await later.pending() == []
        assert [info.open for info in await later.threads()] == [True]
        decided = await later.decide([approve(card)])
    assert [outcome.status for outcome in decided.outcomes] == ["created"]
    assert len(await new_entries(settings)) == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"path": "tasks/301", "name": "Sketches"}, "Task was “Homepage wireframes” and is now"),
        (
            {"path": "entries", "task_id": 301, "user_id": 4, "date": "2026-10-30"}
            | {"duration": 14400},
            "New: Aoife Byrne has the same time on this task and day already",
        ),
    ],
)
async def test_what_changed_in_paymo_since_is_told_and_asked_again(
    settings: Settings, change: dict[str, Any], told: str
) -> None:
    async with open_session(settings, model=scripted(calls(LOG_TIME), DONE)) as session:
        (card,) = (await session.ask("Log it")).pending
        await studio.change(settings, **change)
        before = len(await new_entries(settings))
        stopped = (await session.decide([approve(card)])).outcomes[0]
        assert (stopped.status, len(await new_entries(settings))) == ("waiting", before)
        assert stopped.error and told in stopped.error["message"]
        (anew,) = await session.pending()
        assert any(told in warning for warning in anew.warnings)
        stale = (await session.decide([{**approve(card), "digest": card.digest}])).outcomes[0]
        assert stale.error and "changed after you saw it" in stale.error["message"]
        assert (await session.decide([approve(anew)])).outcomes[0].status == "created"
    assert len(await new_entries(settings)) == before + 1


@pytest.mark.parametrize(
    ("failure", "unsettled"),
    [
        (UpstreamUnavailable("Paymo gave no answer.", hint="Try again in a minute."), {}),
        (UnknownOutcome("It could not be looked up.", hint="Later."), {"unsettled": True}),
    ],
)
async def test_what_paymo_could_not_take_now_waits_again_with_the_reason(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    failure: Failure,
    unsettled: dict[str, Any],
) -> None:
    whole = PaymoTools.call

    async def failing(tools: PaymoTools, name: str, args: Any, *, meta: Any = None) -> ToolAnswer:
        if meta:
            return ToolAnswer({"error": failure.as_dict(), **unsettled}, failure)
        return await whole(tools, name, args)

    async with open_session(settings, model=scripted(calls(LOG_TIME), DONE)) as session:
        (card,) = (await session.ask("Log it")).pending
        monkeypatch.setattr(PaymoTools, "call", failing)
        put_off = (await session.decide([approve(card)])).outcomes[0]
        monkeypatch.undo()
        assert put_off.status == "waiting"
        assert put_off.error and failure.message in put_off.error["message"]
        (again,) = await session.pending()
        assert again.unsettled is bool(unsettled)
        so_far = "not confirmed" if unsettled else "not done"
        assert any(f"{so_far}: {failure.message}" in warning for warning in again.warnings)
        assert ("Not done" in put_off.error["message"]) is not bool(unsettled)
        if unsettled:
            refused = (await session.decide([edit(again, minutes=60)])).outcomes[0]
            assert refused.error and "may have been written" in refused.error["message"]
        assert (await session.decide([approve(again)])).outcomes[0].status == "created"
    assert len(await new_entries(settings)) == 1
    events = [entry.event for entry in audit(settings).entries(action=card.id)]
    assert events == ["proposed", "decided", "proposed", "decided", "sent", "answered"]


async def test_rejecting_what_was_sent_already_promises_nothing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubt = UnknownOutcome("It could not be looked up.", hint="Later.")

    async def failing(*_: Any, meta: Any = None) -> ToolAnswer:
        return ToolAnswer({"error": doubt.as_dict(), "unsettled": True}, doubt)

    model = scripted(calls(LOG_TIME), DONE)
    async with open_session(settings, model=model) as session:
        (card,) = (await session.ask("Log it")).pending
        monkeypatch.setattr(PaymoTools, "call", failing)
        await session.decide([approve(card)])
        monkeypatch.undo()
        outcome = (await session.decide([{**approve(card), "type": "reject"}])).outcomes[0]
    heard = parse_compact(model.heard[1][-1].content)
    assert outcome.status == "unknown_outcome"
    assert heard and "whether it arrived is not known" in heard["error"]["message"]


@pytest.mark.parametrize("arrived", [True, False])
async def test_a_late_approval_of_what_was_sent_is_looked_up(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, arrived: bool
) -> None:
    doubt = UnknownOutcome("It could not be looked up.", hint="Later.")
    whole = PaymoTools.call

    async def unheard(tools: PaymoTools, name: str, args: Any, *, meta: Any = None) -> ToolAnswer:
        if arrived:
            await whole(tools, name, args, meta=meta)
        return ToolAnswer({"error": doubt.as_dict(), "unsettled": True}, doubt)

    model = scripted(calls(LOG_TIME), DONE)
    async with open_session(settings, model=model) as session:
        (card,) = (await session.ask("Log it")).pending
        monkeypatch.setattr(PaymoTools, "call", unheard)
        await session.decide([approve(card)])
        monkeypatch.undo()
        await resave(session, card, lambda saved: {**saved, "expires_at": card.proposed_at})
        outcome = (await session.decide([approve(card)])).outcomes[0]
    heard = parse_compact(model.heard[1][-1].content)
    assert heard and heard["status"] == outcome.status == ("created" if arrived else "expired")
    if not arrived:
        assert outcome.error and "looked up in Paymo: what was sent did not" in str(outcome.error)
    assert len(await new_entries(settings)) == arrived


async def test_doubt_outlives_a_failure_that_comes_before_the_look_up(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubt = UnknownOutcome("It could not be looked up.", hint="Later.")
    answers = [
        ToolAnswer({"error": doubt.as_dict(), "unsettled": True}, doubt),
        ToolAnswer({}, UpstreamUnavailable("The tools server is away.", hint="Later.")),
    ]

    async def failing(*_: Any, meta: Any = None) -> ToolAnswer:
        return answers.pop(0)

    async with open_session(settings, model=scripted(calls(LOG_TIME), DONE)) as session:
        (card,) = (await session.ask("Log it")).pending
        monkeypatch.setattr(PaymoTools, "call", failing)
        for _ in range(2):
            put_off = (await session.decide([approve(card)])).outcomes[0]
            assert put_off.error and put_off.error["message"].startswith("Not confirmed: it was")
        assert [again.unsettled for again in await session.pending()] == [True]


async def test_a_card_of_an_earlier_version_hides_no_other_and_ends_in_plain_words(
    settings: Settings,
) -> None:
    model = scripted(calls(LOG_TIME), calls(NEW_TASK), DONE)
    async with open_session(settings, model=model) as session:
        (old,) = (await session.ask("Log it", "old")).pending
        (new,) = (await session.ask("Create it", "new")).pending
        await resave(session, old, as_saved_before)
        found = {card.id: card for card in await session.pending()}
        assert found.keys() == {old.id, new.id}
        assert "made by an earlier version" in found[old.id].warnings[0]
        ended, made = (await session.decide([approve(old), approve(new)])).outcomes
        assert (ended.status, made.status) == ("expired", "created")
        assert ended.error and "cannot be approved any more" in ended.error["message"]
        assert (await session.ask("And now?", "old")).turn.answer == "Done."
    assert await new_entries(settings) == []


async def test_an_approval_of_an_earlier_version_is_asked_once_more(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was cut off before it was written; the new version knows not what the person saw."""
    async with open_session(settings, model=scripted(calls(LOG_TIME), DONE)) as session:
        (card,) = (await session.ask("Log it", "old")).pending
        await resave(
            session, card, lambda a: {**as_saved_before(a), "status": "approved", "approver": "N"}
        )
        await session.resume("old")
        (again,) = await session.pending()
        assert await new_entries(settings) == []
        assert (await session.decide([approve(again)])).outcomes[0].status == "created"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"task_id": 302}, ["You chose: Task is now “Visual design”."]),
        (
            {"task_id": 306, "project_id": None, "client_id": None, "minutes": 60},
            [
                "You chose: Task is now “Push notifications”.",
                "With your change: Project is now “Mobile App”, Client is now “Bluebird Café”.",
            ],
        ),
    ],
)
async def test_a_name_behind_an_edited_id_is_shown_before_it_is_written(
    settings: Settings, changes: dict[str, Any], told: list[str]
) -> None:
    async with open_session(settings, model=scripted(calls(LOG_TIME), DONE)) as session:
        (card,) = (await session.ask("Log it")).pending
        outcome = (await session.decide([edit(card, **changes)])).outcomes[0]
        assert outcome.status == "waiting"
        (shown,) = await session.pending()
        assert shown.warnings[: len(told)] == told
        made = (await session.decide([approve(shown)])).outcomes[0]
    assert made.result and made.result["task_id"] == changes["task_id"]


async def test_an_archived_project_ends_the_action_with_the_reason(settings: Settings) -> None:
    async with open_session(settings, model=scripted(calls(LOG_TIME), DONE)) as session:
        (card,) = (await session.ask("Log it")).pending
        await studio.change(settings, path="projects/101", active=False)
        outcome = (await session.decide([approve(card)])).outcomes[0]
    assert outcome.status == "refused"
    assert outcome.error and "is archived and takes no more time" in outcome.error["message"]
    assert await new_entries(settings) == []


async def test_a_model_that_fails_afterwards_hides_no_outcome(settings: Settings) -> None:
    def broken(_messages: Any) -> AIMessage:
        raise ConnectionError("provider down, key sk-secret")

    async with open_session(settings, model=scripted(calls(LOG_TIME), broken)) as session:
        (card,) = (await session.ask("Log it")).pending
        decided = await session.decide([approve(card)])
    assert [outcome.status for outcome in decided.outcomes] == ["created"]
    assert "gave no answer (ConnectionError)" in decided.failures[0].message
    assert "secret" not in decided.failures[0].message


async def test_one_who_gives_up_takes_nothing_from_the_others(settings: Settings) -> None:
    async with open_session(settings, model=scripted(DONE)) as session:
        impatient = asyncio.create_task(session.account())
        patient = asyncio.create_task(session.account())
        await asyncio.sleep(0.05)
        impatient.cancel()
        assert (await patient)["company"] == "Harbour Studio"


async def test_the_tools_server_may_die(settings: Settings) -> None:
    model = scripted(calls(("list_clients", {})), DONE, calls(("list_clients", {})), DONE)
    async with open_session(settings, model=model) as session:
        await session.ask("Who are our clients?")
        (server,) = psutil.Process().children()
        os.kill(server.pid, signal.SIGKILL)
        answer = await session.ask("And again?")
    assert answer.turn.calls[0].ok


async def test_an_expired_card_is_not_written(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = settings.model_copy(update={"approval_hours": -1})
    async with open_session(short, model=scripted(calls(LOG_TIME), DONE)) as session:
        (card,) = (await session.ask("Log it")).pending
        assert (await session.decide([approve(card)])).outcomes[0].status == "expired"
    assert await new_entries(settings) == []


async def test_what_exists_already_is_answered_without_a_card(settings: Settings) -> None:
    wanted = ("create_task", {"name": "homepage  WIREFRAMES", "project_id": 101})
    model = scripted(calls(wanted), DONE)
    async with open_session(settings, model=model) as session:
        assert (await session.ask("Create it")).pending == []
    heard = parse_compact(model.heard[1][-1].content)
    assert heard and heard["status"] == "already_exists" and heard["record"]["id"] == 301


async def test_an_unknown_tool_goes_to_the_gate_and_no_further(settings: Settings) -> None:
    model = scripted(calls(("delete_everything", {})), DONE)
    async with open_session(settings, model=model) as session:
        answer = await session.ask("Delete it all")
    assert answer.pending == [] and answer.turn.calls[0].ok is False


async def test_a_model_that_goes_in_circles_is_stopped(settings: Settings) -> None:
    model = scripted(calls(("list_clients", {})))
    async with open_session(settings, model=model) as session:
        answer = await session.ask("Loop")
    assert answer.turn.answer.startswith("I stopped after")
    assert len(model.heard) <= 12


async def test_a_bad_key_says_401_and_is_nowhere_in_the_text(settings: Settings) -> None:
    bad = studio.settings(settings.data, PAYMO_API_KEY="sekrit-wrong-key")
    async with open_session(bad, model=scripted(DONE)) as session:
        with pytest.raises(Unauthorized) as caught:
            await session.ask("Hello")
    assert "HTTP 401" in caught.value.message
    assert "sekrit" not in str(caught.value.as_dict())


async def test_a_hundred_turns_stay_within_two_megabytes(settings: Settings) -> None:
    model = scripted(*[calls(("list_tasks", {"project_id": 101})), AIMessage("a" * 300)] * 100)
    async with open_session(settings, model=model) as session:
        thread = (await session.ask("first")).thread_id
        for number in range(99):
            await session.ask(f"question {number}", thread)
    with sqlite3.connect(settings.checkpoints_database) as database:
        (size,) = database.execute(
            "SELECT sum(length(checkpoint)) + sum(length(metadata)) FROM checkpoints"
        ).fetchone()
    database.close()
    assert size < 2_000_000


async def test_files_are_for_their_owner_alone(settings: Settings) -> None:
    async with open_session(settings, model=scripted(DONE)) as session:
        await session.ask("Hello")
    modes = {p.name: p.stat().st_mode & 0o077 for p in settings.data.iterdir() if p.is_file()}
    assert modes and set(modes.values()) == {0}


async def test_a_conversation_name_cannot_leave_its_folder(settings: Settings) -> None:
    async with open_session(settings, model=scripted(DONE)) as session:
        with pytest.raises(NotFound):
            await session.ask("Hello", "../../etc/passwd")


async def failing(*_: Any) -> None:
    raise ConnectionError("cut off")


def broken(*_: Any, **__: Any) -> None:
    raise ConnectionError("cut off")


def said_with(text: str, *wanted: tuple[str, dict[str, Any]]) -> AIMessage:
    return calls(*wanted).model_copy(update={"content": text})


async def resave(session: Session, card: PendingAction, change: Any) -> None:
    """Change an action in the saved state of its conversation, as if it had been saved so."""
    graph = session._runner._graph
    config: RunnableConfig = {"configurable": {"thread_id": card.thread_id}}
    saved = (await graph.aget_state(config)).values["actions"]
    actions = [change(action) if action["id"] == card.id else action for action in saved]
    await graph.aupdate_state(config, {"actions": actions}, as_node="check")


def as_saved_before(action: dict[str, Any]) -> dict[str, Any]:
    """The action without the keys that came later."""
    later = ("news", "asked", "card", "unsettled")
    return {name: value for name, value in action.items() if name not in later}


def approve(card: Any) -> Any:
    return {"type": "approve", "id": card.id}


def edit(card: Any, **changes: Any) -> Any:
    return {
        "type": "edit",
        "id": card.id,
        "edited_action": {"name": card.tool, "args": {**card.args, **changes}},
    }


def audit(settings: Settings) -> AuditLog:
    return AuditLog.in_folder(settings.data, open_database(settings.governance_database))
