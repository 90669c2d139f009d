"""A flow from its start to its written follow-ups: real tools server, sandbox and databases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import aclosing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import AIMessage, ToolMessage

from agent.compact import parse_compact
from agent.desk import Desk
from agent.flows import all_flows
from agent.flows.flow import Flow, FlowInput, Material, Read
from agent.flows.report import Column, Figure, Proposal, Report, Section
from agent.flows.running import graph
from agent.flows.running.binding import flow_tools
from agent.people import Person
from agent.session import Answer, Session, open_session
from agent.settings import Settings
from agent.state import Decision
from agent.steps import Progress
from agent.tools import PaymoTools
from tests import studio
from tests.agent.scripted import ScriptedModel, calls
from tools_server.errors import NotFound, UpstreamUnavailable

pytestmark = pytest.mark.anyio

DONE = AIMessage("Done.")


class _Input(FlowInput):
    titles: tuple[str, ...] = ("Footer", "Header")


def _reads(given: _Input, account: dict[str, Any], today: date) -> list[Read]:
    return [
        Read("projects", "list_projects", {}, "projects"),
        Read("users", "list_users", {}, "people", keep=lambda row: {"id": row["id"]}),
    ]


def _report(given: _Input, material: Material) -> Report:
    projects = material.of("projects")
    place = next(row for row in projects if row["id"] == 101)
    return Report(
        flow="two_tasks",
        title="Two tasks",
        facts={"as_of": material.today.isoformat()},
        figures=[Figure(label="Projects", value=len(projects))],
        sections=[
            Section(
                name="projects",
                title="Projects",
                about="All active ones.",
                columns=[Column(field="name", heading="Project")],
                rows=[{"name": row["name"]} for row in projects],
            )
        ],
        proposals=[
            Proposal(
                tool="create_task",
                args={"name": title, "project_id": 101},
                why="It is missing.",
                shown={
                    "Task": title,
                    "Project": place["name"],
                    "Client": place["client"],
                    "Task list": "Default Task List",
                    "Assigned to": "nobody",
                    "Priority": "normal",
                },
            )
            for title in given.titles
        ],
        missing=material.missing,
        requests=material.requests,
    )


@pytest.fixture(autouse=True)
def two_tasks() -> Iterator[None]:
    all_flows()["two_tasks"] = Flow(
        name="two_tasks",
        title="Two tasks",
        about="Propose tasks.",
        icon="task",
        input=_Input,
        reads=_reads,
        report=_report,
        subject=lambda given: ", ".join(given.titles),
    )
    flow_tools.cache_clear()
    yield
    flow_tools.cache_clear()
    del all_flows()["two_tasks"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return studio.settings(tmp_path / "data")


async def run(session: Session, **args: Any) -> tuple[Answer, list[Progress]]:
    events = [event async for event in session.run_flow("two_tasks", args)]
    answer = events[-1]
    assert isinstance(answer, Answer)
    return answer, [event for event in events if isinstance(event, Progress)]


async def in_other(session: Session, thread: str = "other", **args: Any) -> Answer:
    """Run it in another conversation than the one in which it ran before."""
    events = [event async for event in session.run_flow("two_tasks", args, thread)]
    answer = events[-1]
    assert isinstance(answer, Answer)
    return answer


def _crashed(*_: Any) -> str:
    raise RuntimeError("crashed")


def approve(*cards: Any) -> list[Decision]:
    return [{"type": "approve", "id": card.id, "digest": card.digest} for card in cards]


async def tasks(settings: Settings) -> list[str]:
    return [t["name"] for t in await studio.rows(settings, "tasks", "project_id=101")]


async def test_a_ticked_follow_up_is_written_once_and_the_other_waits(settings: Settings) -> None:
    async with open_session(settings) as session:
        answer, progress = await run(session)
        assert answer.report is not None
        assert [p.id for p in answer.report.proposals] == [card.id for card in answer.pending]
        assert (progress[0].done, progress[-1].done, progress[-1].total) == (0, 2, 2)
        assert answer.report.requests == 4  # company, me, projects, users
        first, second = answer.pending
        decided = await session.decide(approve(first))
        assert [each.status for each in decided.outcomes] == ["created"]
        assert [card.id for card in decided.answers[0].pending] == [second.id]
        again = await session.decide(approve(first))
        assert [each.status for each in again.outcomes] == ["already_decided"]
        decided = await session.decide([{"type": "reject", "id": second.id, "message": "no"}])
        assert decided.answers[0].turn.answer.endswith("Follow-ups: 1 created, 1 rejected.")
        assert await session.pending() == []
    names = await tasks(settings)
    assert (names.count("Footer"), names.count("Header")) == (1, 0)


async def test_the_report_outlives_the_process(settings: Settings) -> None:
    async with open_session(settings) as session:
        answer, _ = await run(session)
    async with open_session(settings) as session:
        (info,) = await session.reports("two_tasks")
        assert await session.report(info.id) == answer.report
        assert info.thread == answer.thread_id
        with pytest.raises(NotFound):
            await session.report("nothing")


async def test_running_it_again_replaces_what_still_waits(settings: Settings) -> None:
    async with open_session(settings) as session:
        first, _ = await run(session)
        second, _ = await run(session)
        waiting = {card.id for card in await session.pending()}
    assert first.thread_id == second.thread_id
    assert waiting == {card.id for card in second.pending}


async def test_what_waits_in_an_own_conversation_gets_no_second_card(settings: Settings) -> None:
    async with open_session(settings) as session:
        first, _ = await run(session, titles=["Footer"])
        other = await in_other(session, titles=["footer ", "Header"])
        assert other.report is not None
        (waited,), (raised,) = other.report.waited, other.report.raised
        assert [waited.id] == [card.id for card in first.pending]
        assert [raised.id] == [card.id for card in other.pending]
        assert "1 of them waited for a decision already" in other.turn.answer
        assert [each["id"] for each in other.report.as_json()["proposals"]] == [
            waited.id,
            raised.id,
        ]
        await session.decide([{"type": "reject", "id": waited.id, "message": "no"}])
        again, _ = await run(session, titles=["Footer"])
        assert [card.args["name"] for card in again.pending] == ["Footer"]


async def test_one_turn_raises_one_card_for_the_same(settings: Settings) -> None:
    both = calls(("two_tasks", {}), ("two_tasks", {"titles": ["Header", "Menu"]}))
    async with open_session(settings, model=ScriptedModel(lines=[both])) as session:
        answer = await session.ask("The two tasks, and those two")
    assert [card.args["name"] for card in answer.pending] == ["Footer", "Header", "Menu"]


async def test_a_card_that_is_too_late_to_approve_hides_no_new_one(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_session(settings) as session:
        with monkeypatch.context() as at_once:
            at_once.setattr(Desk, "approval_time", timedelta(0))
            await run(session)
        assert len((await in_other(session)).pending) == 2


async def test_what_waits_for_somebody_else_is_neither_told_nor_left_out(
    settings: Settings,
) -> None:
    anna, ben = Person("Anna", "approver"), Person("Ben", "approver")
    async with open_session(settings) as session:
        of_anna, of_ben = session.acting_as(anna), session.acting_as(ben)
        hers, _ = await run(of_anna)
        his, _ = await run(of_ben)
        assert (len(his.pending), len(hers.pending)) == (2, 2)
        # Ben goes on in a conversation of Anna's: she would read what he has waiting elsewhere.
        await of_anna.share(hers.thread_id, ["Ben"], "go on")
        there = await in_other(of_ben, hers.thread_id)
        assert there.report is not None
        assert (there.report.waited, len(there.pending)) == ([], 2)


async def test_a_crash_between_report_and_cards_loses_no_follow_up(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waited when the report was made is dropped before the run goes on."""
    async with open_session(settings, model=ScriptedModel(lines=[DONE])) as session:
        first, _ = await run(session)
        with monkeypatch.context() as crash:
            crash.setattr(graph, "spoken", _crashed)
            with pytest.raises(RuntimeError):
                await in_other(session)
        (info, _) = await session.reports("two_tasks")
        assert len((await session.report(info.id)).waited) == 2
        await session.ask("Never mind", first.thread_id)
        answer = await session.resume("other")
        assert answer.report is not None
        assert answer.report == await session.report(info.id)
        assert answer.report.waited == []
        assert [each.id for each in answer.report.raised] == [card.id for card in answer.pending]


async def test_what_the_card_did_not_say_is_shown_before_it_is_written(settings: Settings) -> None:
    async with open_session(settings) as session:
        answer, _ = await run(session, titles=["Footer"])
        (card,) = answer.pending
        await studio.change(settings, path="projects/101", name="Renamed")
        decided = await session.decide(approve(card))
        (waiting,) = decided.answers[0].pending
        assert any("Renamed" in text for text in waiting.warnings)
        assert "Footer" not in await tasks(settings)
        decided = await session.decide(approve(waiting))
        assert [each.status for each in decided.outcomes] == ["created"]


async def test_a_model_calls_it_as_one_tool(settings: Settings) -> None:
    model = ScriptedModel(lines=[calls(("two_tasks", {"titles": ["Footer"]})), DONE])
    async with open_session(settings, model=model) as session:
        answer = await session.ask("Do the two tasks")
        assert [card.args["name"] for card in answer.pending] == ["Footer"]
        assert "1 follow-up is suggested" in answer.turn.answer
        decided = await session.decide(approve(*answer.pending))
    assert decided.answers[0].turn.answer.endswith("Done.")
    read = parse_compact(model.heard[1][-3].content)
    assert read is not None
    assert read["sections"]["projects"]["count"] == len(read["sections"]["projects"]["rows"])


async def test_after_a_stop_the_next_message_is_what_is_answered(settings: Settings) -> None:
    model = ScriptedModel(lines=[DONE])
    async with open_session(settings, model=model) as session:
        async with aclosing(session.run_flow("two_tasks", {}, "here")) as events:
            await anext(events)
        assert await session.interrupted("here")
        answer = await session.ask("Never mind, who are our clients?", "here")
        assert (answer.turn.answer, answer.report, answer.pending) == ("Done.", None, [])
        assert await session.reports("two_tasks") == []
    assert isinstance(model.heard[0][-2], ToolMessage)  # the stopped call has its result


async def test_a_workflow_beside_a_card_ends_with_whoever_talks_over_the_card(
    settings: Settings,
) -> None:
    task = ("create_task", {"name": "Banner", "project_id": 101})
    model = ScriptedModel(lines=[calls(task, ("two_tasks", {})), DONE])
    async with open_session(settings, model=model) as session:
        first = await session.ask("A banner, and the two tasks")
        answer = await session.ask("Neither of them, please", first.thread_id)
        assert (answer.turn.answer, answer.pending) == ("Done.", [])
        assert await session.reports("two_tasks") == []
    results = [m.tool_call_id for m in model.heard[1] if isinstance(m, ToolMessage)]
    assert sorted(results) == ["call_0", "call_1"]


async def test_a_dead_tools_server_leaves_the_report_incomplete(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def dead(*_: Any, **__: Any) -> Any:
        raise UpstreamUnavailable("The tools server ended twice.", hint="Try again.")

    async with open_session(settings) as session:
        await session.account()
        monkeypatch.setattr(PaymoTools, "call", dead)
        events = [e async for e in session.run_flow("month_end_review", {"month": "2026-10"})]
    answer = events[-1]
    assert isinstance(answer, Answer)
    assert answer.report is not None
    assert {missing.reason for missing in answer.report.missing} == {
        "The tools server ended twice. Try again."
    }
    assert all(section.rows is None for section in answer.report.sections)


async def test_a_viewer_reads_the_report_and_nothing_waits(settings: Settings) -> None:
    model = ScriptedModel(lines=[calls(("two_tasks", {})), DONE])
    async with open_session(settings, model=model) as session:
        vera = session.acting_as(Person("Vera", "viewer"))
        answer = await vera.ask("Do the two tasks")
        own, _ = await run(vera)
    assert answer.report is not None
    assert len(answer.report.proposals) == 2
    assert (answer.pending, own.pending) == ([], [])
    for said in (str(model.heard[1][-1].content), own.turn.answer):
        assert "Projects: " in said
        assert "wait" not in said


async def test_arguments_it_does_not_take_are_named_to_the_model(settings: Settings) -> None:
    model = ScriptedModel(lines=[calls(("two_tasks", {"colour": "red"})), DONE])
    async with open_session(settings, model=model) as session:
        answer = await session.ask("Do the two tasks")
    assert answer.turn.answer == "Done."
    (call,) = answer.turn.calls
    assert not call.ok
    assert "colour" in call.result["error"]["message"]


async def test_figures_are_written_with_the_signs_of_the_account(settings: Settings) -> None:
    await studio.change(settings, path="company", decimal_sep=",", thousands_sep=".")
    async with open_session(settings) as session:
        events = [each async for each in session.run_flow("month_end_review", {"month": "2026-10"})]
    answer = events[-1]
    assert isinstance(answer, Answer)
    assert answer.report is not None
    assert answer.report.signs.put_into("1,234.50") == "1.234,50"
    (invoiced,) = [line for line in answer.turn.answer.split("\n") if line.startswith("Invoiced")]
    assert re.search(r"\d,\d\d EUR", invoiced)
