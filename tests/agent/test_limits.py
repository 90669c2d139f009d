"""The allowance of a turn, counted from its messages."""

from __future__ import annotations

from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage, ToolCall, ToolMessage

from agent.compact import Condition, View, compact, compact_write
from agent.nodes.limits import (
    LEFT_OUT,
    Allowance,
    allowance,
    closed_by_words,
    objection,
    stopped,
)
from tests.agent.scripted import calls


def details(*ids: int) -> list[tuple[str, dict[str, Any]]]:
    return [("get_project_details", {"project_id": id}) for id in ids]


CLIENTS: tuple[str, dict[str, Any]] = ("list_clients", {})


@pytest.mark.parametrize(
    ("steps", "left"),
    [
        ([details(*range(20))], 11),
        ([details(*range(22))], 9),  # twenty count as one, two count
        ([details(1, 2, 3), details(4, 5, 6)], 8),  # once a turn
        ([[*details(1, 2, 3), CLIENTS]], 8),  # nothing else beside them
        ([details(1, 1, 1)], 9),  # nor one project twice
    ],
)
def test_only_details_of_different_projects_count_as_one_and_once(
    steps: list[list[tuple[str, dict[str, Any]]]], left: int
) -> None:
    assert allowance([calls(*step) for step in steps]).left == left


def test_a_step_that_was_cut_to_details_alone_is_not_forgiven_afterwards() -> None:
    cut = AIMessage(
        "",
        tool_calls=calls(*details(1, 2, 3)).tool_calls,
        additional_kwargs={LEFT_OUT: 1},  # the call beside them
    )
    assert allowance([calls(*[CLIENTS] * 9), cut]).left == 0


def test_the_stop_sentence_says_how_more_calls_than_allowed_are_allowed() -> None:
    turn = [calls(*details(*range(20))), calls(*[CLIENTS] * 11)]
    assert stopped(turn, [], "a request may take 12.").text.startswith(
        "I stopped after 31 tool calls (20 readings of project details in one step count as one):"
        " a request may take 12."
    )
    assert stopped(turn[1:], [], "Why.").text.startswith("I stopped after 11 tool calls: Why.")


def test_another_view_of_the_same_rows_is_another_call() -> None:
    def answer(view: View | None) -> ToolMessage:
        text = compact("list_clients", {}, [], complete=True, warnings=[], artifact=None, view=view)
        return ToolMessage(text, tool_call_id="1", name="list_clients")

    call = ToolCall(name="list_clients", args={}, id="3")
    euros, dollars = (View((Condition("currency", "is", code),)) for code in ("EUR", "USD"))
    before = [(call, answer(euros)), (call, answer(euros))]
    assert objection(call, before, dollars) is None
    assert objection(call, before) is None
    assert objection(call, before, euros) is not None


def test_what_the_person_s_words_closed_is_made_again_however_much_it_is() -> None:
    made = [("create_task", {"name": f"Task {n}", "project_id": 1}) for n in range(20)]
    proposed = calls(*made)
    closed = [
        ToolMessage(
            compact_write("create_task", status="responded", reason="only the first 15"),
            tool_call_id=str(call["id"]),
            name="create_task",
        )
        for call in proposed.tool_calls
    ]
    free = closed_by_words([proposed, *closed, HumanMessage("only the first 15")])
    again = calls(*made[:15], ("create_task", {"name": "Another", "project_id": 1})).tool_calls
    assert len(Allowance(free=free).take(again)) == 16
    assert len(Allowance().take(again)) == 12
