"""What a model is told before anything else, and how much of a conversation it reads."""

from __future__ import annotations

from datetime import date
from typing import Any

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage

from agent.nodes.window import FEWEST_TURNS, MOST_CHARACTERS, MOST_MESSAGES, recent
from agent.prompt import system_message

ACCOUNT: dict[str, Any] = {
    "user": {"id": 4, "name": "Nora {quinn}"},
    "timezone": "Europe/Dublin",
    "company": "Harbour Studio",
    "currency": "EUR",
    "week_start": 1,
}


def told(today: str, **account: Any) -> str:
    message = system_message({**ACCOUNT, **account}, date.fromisoformat(today), most_calls=12)
    return str(message.text)


def test_days_and_weeks_are_counted_for_the_model() -> None:
    text = told("2026-11-04")
    assert "Today is Wednesday, 2026-11-04 (Europe/Dublin)." in text
    assert (
        "The days before: Tue 2026-11-03, Mon 2026-11-02, Sun 2026-11-01, Sat 2026-10-31," in text
    )
    assert (
        "Last week 2026-10-26 to 2026-11-01, this week 2026-11-02 to 2026-11-08,"
        " next week 2026-11-09 to 2026-11-15."
    ) in text
    assert "this week 2026-11-01 to 2026-11-07," in told("2026-11-04", week_start=0)
    assert "this week 2026-11-02 to 2026-11-08," in told("2026-11-08")
    assert "this week 2026-11-08 to 2026-11-14," in told("2026-11-08", week_start=0)


def test_names_of_people_are_no_placeholders_and_the_whole_is_short() -> None:
    text = told("2026-11-04")
    assert '"my" mean Nora {quinn}, user_id 4.' in text
    assert len(text) < 3_600  # about 900 tokens, paid for with every call


def a_turn(number: int, size: int = 10, calls: int = 1) -> list[AnyMessage]:
    asked = [{"name": "list_clients", "args": {}, "id": f"c{number}-{n}"} for n in range(calls)]
    results = [ToolMessage("x" * size, tool_call_id=call["id"]) for call in asked]
    said = [HumanMessage(f"say {number}"), AIMessage("", tool_calls=asked), *results]
    return [*said, AIMessage(f"answer {number}")]


def first_said(messages: list[AnyMessage]) -> str:
    return recent(messages)[0].text


def test_a_model_reads_the_latest_turns_that_fit() -> None:
    short = [message for number in range(40) for message in a_turn(number)]
    assert first_said(short) == "say 25"  # fifteen turns of four messages
    assert len(recent(short)) == MOST_MESSAGES
    long = [m for number in range(6) for m in a_turn(number, size=MOST_CHARACTERS // 3)]
    assert first_said(long) == "say 4"
    huge = [m for number in range(6) for m in a_turn(number, size=MOST_CHARACTERS, calls=2)]
    assert first_said(huge) == f"say {6 - FEWEST_TURNS}"
    assert recent(a_turn(0)) == a_turn(0)
