"""Whatever a model does: a turn ends within 12 tool calls, in plain words, with nothing written.

Every scenario runs over the real tools server process and the real sandbox.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import AIMessage, BaseMessage

from agent.compact import parse_compact
from agent.outcomes import Answer
from agent.session import open_session
from agent.settings import Settings
from tests import studio
from tests.agent.scripted import ScriptedModel, calls

pytestmark = pytest.mark.anyio

MEGABYTE = 1_000_000
LOG_TIME = (
    "create_time_entry",
    {"task_id": 301, "minutes": 240, "date": "2026-10-30", "user_id": 4},
)
DONE = AIMessage("Done.")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return studio.settings(tmp_path / "data")


def asking(name: str, args: Callable[[int], dict[str, Any]]) -> Callable[..., AIMessage]:
    """A line that calls a tool again and again, each time with other arguments."""

    def line(messages: list[BaseMessage]) -> AIMessage:
        return calls((name, args(len(messages))))

    return line


def unreadable(args: str | None) -> AIMessage:
    """A call as LangChain hands it on when its arguments are no JSON."""
    wrong = {"name": "list_clients", "args": args, "id": "x", "error": "no JSON"}
    return AIMessage("", invalid_tool_calls=[{**wrong, "type": "invalid_tool_call"}])


def without_ids() -> AIMessage:
    message = calls(("list_clients", {}), ("list_users", {}))
    for call in message.tool_calls:
        call["id"] = None
    return message


SAME_ID = AIMessage(
    "",
    tool_calls=[
        {"name": "list_clients", "args": {}, "id": "one"},
        {"name": "list_users", "args": {}, "id": "one"},
    ],
)


def nested(depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for _ in range(depth):
        found = {"name": found}
    return found


NEVER_ENDING = {
    "the same read": calls(("list_clients", {})),
    "the same reads side by side": calls(*[("list_clients", {})] * 5),
    "other reads for ever": asking("list_tasks", lambda n: {"name": f"task {n}"}),
    "a hundred reads at once": calls(*[("list_tasks", {"name": str(n)}) for n in range(100)]),
    "details for ever": asking("get_project_details", lambda n: {"project_id": n}),
    "a read that fails": calls(("get_project_details", {"project_id": 999})),
    "arguments that are wrong": calls(("list_tasks", {"colour": "red"})),
    "a write that is refused": calls(("create_task", {"name": "", "project_id": 101})),
    "other writes that are refused": asking("create_task", lambda n: {"name": "", "project_id": n}),
    "a tool there is not": calls(("delete_everything", {})),
    "other tools there are not": asking("x" * MEGABYTE, lambda n: {"n": n}),
    "a name no provider takes": calls(("drop table; --", {})),
    "a megabyte of arguments": calls(
        ("create_task", {"name": "Footer", "project_id": 101, "description": "a" * MEGABYTE})
    ),
    "a megabyte beside a call": AIMessage(
        "a" * MEGABYTE, tool_calls=[{"name": "list_clients", "args": {}, "id": "c"}]
    ),
    "arguments without a bottom": calls(("list_clients", nested(3_000))),
    "half a character": calls(("list_clients", {"name": "\ud800"})),
    "no number": calls(("list_tasks", {"project_id": float("nan")})),
    "arguments that are no JSON": unreadable("{" * MEGABYTE),
    "no arguments": unreadable(None),
    "one id for all": SAME_ID,
    "no ids": without_ids(),
}

ONE_ANSWER = {
    "a megabyte of words": AIMessage("word " * (MEGABYTE // 5)),
    "a megabyte beside the words": AIMessage(
        "Fine.", additional_kwargs={"thought": "a" * MEGABYTE}
    ),
    "a megabyte of blocks": AIMessage([{"type": "image", "data": "a" * MEGABYTE}]),
    "nothing": AIMessage(""),
    "blanks": AIMessage(" \n "),
    "half a character in words": AIMessage("Look: \ud83d"),
}


async def ask(settings: Settings, *lines: Any) -> tuple[Answer, ScriptedModel]:
    model = ScriptedModel(lines=list(lines))
    async with open_session(settings, model=model) as session:
        return await session.ask("Do something"), model


async def each(
    settings: Settings, scenarios: dict[str, Any]
) -> AsyncIterator[tuple[str, Answer, int]]:
    """Ask in a conversation of its own for each scenario; how often the model was asked."""

    def line(messages: list[BaseMessage]) -> AIMessage:
        said = [message.text for message in messages if message.type == "human"][-1]
        chosen = scenarios[said]
        answer: AIMessage = chosen(messages) if callable(chosen) else chosen
        return answer.model_copy(update={"id": None})

    model = ScriptedModel(lines=[line])
    async with open_session(settings, model=model) as session:
        for name in scenarios:
            before = len(model.heard)
            answer = await session.ask(name)
            yield name, answer, len(model.heard) - before


async def writes(settings: Settings) -> int:
    entries = await studio.rows(settings, "entries", "task_id=301")
    tasks = await studio.rows(settings, "tasks")
    return sum(e["id"] > 520 for e in entries) + sum(t["id"] > 320 for t in tasks)


def stored(settings: Settings) -> int:
    return sum(path.stat().st_size for path in settings.data.glob("checkpoints*"))


async def test_a_model_without_an_end_is_stopped(settings: Settings) -> None:
    wrong = []
    async for name, answer, asked in each(settings, NEVER_ENDING):
        if not (
            len(answer.turn.calls) <= 12
            and asked <= 13
            and answer.turn.answer.startswith("I stopped after ")
            and "Nothing was written. Please ask for one thing at a time" in answer.turn.answer
            and answer.pending == []
        ):
            wrong.append((name, len(answer.turn.calls), asked, answer.turn.answer[:200]))
    assert wrong == []
    assert await writes(settings) == 0
    assert stored(settings) < 2_000_000  # of all these conversations together


async def test_an_answer_is_kept_within_bounds(settings: Settings) -> None:
    wrong = []
    async for name, answer, asked in each(settings, ONE_ANSWER):
        text = answer.turn.answer
        if not (asked == 1 and 4 < len(text) < 21_000 and text.encode()):
            wrong.append((name, asked, text[:200]))
    assert wrong == []
    assert stored(settings) < 2_000_000


async def test_a_cut_answer_says_so(settings: Settings) -> None:
    answer, _ = await ask(settings, ONE_ANSWER["a megabyte of words"])
    assert answer.turn.answer.endswith("(Cut here: the model's answer has 1,000,000 characters.)")


async def test_a_tool_there_is_not_is_answered_with_those_there_are(settings: Settings) -> None:
    answer, model = await ask(settings, calls(("delete_everything", {})), DONE)
    heard = parse_compact(model.heard[1][-1].content)
    assert heard and "There is no tool 'delete_everything'" in heard["error"]["message"]
    assert (
        "create_task, create_time_entry, deliverables, get_project_details"
        in (heard["error"]["hint"])
    )
    assert answer.turn.answer == "Done."


async def test_a_repeated_call_is_told_that_it_was_answered(settings: Settings) -> None:
    again = calls(("list_clients", {}))
    _, model = await ask(settings, again, again, again, DONE)
    looked, looked_again, told = (
        parse_compact(messages[-1].content) for messages in model.heard[1:]
    )
    assert looked and looked_again and looked["count"] == looked_again["count"]
    assert told and "with the same arguments before" in told["error"]["message"]


async def test_calls_beyond_the_twelfth_are_left_out_and_named(settings: Settings) -> None:
    many = calls(*[("list_tasks", {"name": f"task {n}"}) for n in range(15)])
    answer, model = await ask(settings, many, DONE)
    assert len(answer.turn.calls) == 12
    assert "(3 more calls were not made: a request may take 12." in answer.turn.answer
    assert "All tool calls of this request are used up" in model.heard[1][0].text


async def test_the_details_of_all_projects_are_one_step(settings: Settings) -> None:
    """The one question that needs more: no list shows how much of each budget is used."""
    details = calls(*[("get_project_details", {"project_id": 100 + n}) for n in range(1, 16)])
    answer, _ = await ask(settings, details, DONE)
    assert (len(answer.turn.calls), answer.turn.answer) == (15, "Done.")


async def test_a_rejected_action_is_not_proposed_again(settings: Settings) -> None:
    model = ScriptedModel(lines=[calls(LOG_TIME)])
    async with open_session(settings, model=model) as session:
        (card,) = (await session.ask("Log it")).pending
        decided = await session.decide([{"type": "reject", "id": card.id, "message": "no"}])
        assert await session.pending() == []
    (answer,) = decided.answers
    heard = parse_compact(model.heard[2][-1].content)
    assert heard and heard["status"] == "rejected"
    assert "rejected this very action" in heard["reason"]
    assert answer.turn.answer.startswith("I stopped after 3 tool calls")
    assert "Rejected and not done: Log 240 minutes" in answer.turn.answer
    assert "Nothing was written." in answer.turn.answer
    assert await writes(settings) == 0


async def test_a_rejected_action_may_be_proposed_otherwise(settings: Settings) -> None:
    changed = (LOG_TIME[0], {**LOG_TIME[1], "minutes": 180})
    model = ScriptedModel(lines=[calls(LOG_TIME), calls(changed), DONE])
    async with open_session(settings, model=model) as session:
        (card,) = (await session.ask("Log it")).pending
        await session.decide([{"type": "reject", "id": card.id, "message": "three hours"}])
        (other,) = await session.pending()
    assert other.args["minutes"] == 180


async def test_the_same_action_twice_is_one_card_and_one_record(settings: Settings) -> None:
    """Side by side, worded otherwise, and once more after it was written."""
    worded = (LOG_TIME[0], {**LOG_TIME[1], "project_id": 101})
    model = ScriptedModel(lines=[calls(LOG_TIME, worded), calls(LOG_TIME), calls(LOG_TIME)])
    async with open_session(settings, model=model) as session:
        (card,) = (await session.ask("Log it")).pending
        decided = await session.decide([{"type": "approve", "id": card.id}])
        assert await session.pending() == []
    assert decided.outcomes[0].status == "created"
    assert "Done: Log 240 minutes" in decided.answers[0].turn.answer
    assert await writes(settings) == 1


async def test_an_empty_answer_after_a_write_asks_for_nothing_twice(settings: Settings) -> None:
    model = ScriptedModel(lines=[calls(LOG_TIME), AIMessage("")])
    async with open_session(settings, model=model) as session:
        (card,) = (await session.ask("Log it")).pending
        decided = await session.decide([{"type": "approve", "id": card.id}])
    answer = decided.answers[0].turn.answer
    assert answer.startswith("The model gave an empty answer. Done: Log 240 minutes")
    assert "For anything else" in answer


async def test_a_provider_that_gives_every_answer_one_id_is_stopped_too(settings: Settings) -> None:
    """The id of a message decides whether it is added or replaces one."""

    class OneId(ScriptedModel):
        def _generate(self, *args: Any, **kwargs: Any) -> Any:
            result = super()._generate(*args, **kwargs)
            result.generations[0].message.id = "chatcmpl-1"
            return result

    model = OneId(lines=[asking("list_tasks", lambda n: {"name": f"task {n}"})])
    async with open_session(settings, model=model) as session:
        answer = await session.ask("Loop")
    assert (len(answer.turn.calls), len(model.heard)) == (12, 13)
