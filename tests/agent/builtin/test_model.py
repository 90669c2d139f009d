"""The planner as a chat model: bound tools, determinism, speed, limits, every intent's examples."""

from __future__ import annotations

from datetime import date

import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langchain_core.tools import tool

from agent.compact import compact
from agent.models.builtin.intents import all_intents, best_intent
from agent.models.builtin.model import BuiltinPlanner
from agent.models.builtin.names.entry import Entry, Kind, entry_from
from agent.models.builtin.request import read_request
from agent.models.builtin.text.calendar import Calendar
from tests.agent.builtin.world import READS, Chat


def entry(kind: Kind, number: int, name: str) -> Entry:
    return entry_from(kind, {"id": number, "name": name})


KNOWN = [
    entry("client", 1, "Acme"),
    entry("project", 2, "Website Relaunch"),
    entry("project", 3, "Project Alpha"),
    entry("project", 4, "Website"),
    entry("user", 5, "Anna Berg"),
]
EXAMPLES = [(name, say) for name, intent in all_intents().items() for say in intent.examples]


@pytest.mark.parametrize(("name", "say"), EXAMPLES)
def test_every_example_is_its_own_intent(name: str, say: str) -> None:
    request = read_request(say, Calendar(date(2026, 11, 2)), KNOWN)
    assert best_intent(request).name == name


def test_it_binds_langchain_tools_and_calls_only_those() -> None:
    @tool
    def list_clients(active: bool | None = True) -> str:
        """Clients."""
        return ""

    model = BuiltinPlanner().bind_tools([list_clients])
    answer = model.invoke([HumanMessage("list our clients")])
    assert answer.tool_calls[0]["name"] == "list_clients"
    assert answer.response_metadata["model_name"] == "builtin"
    refused = model.invoke([HumanMessage("which invoices are overdue?")])
    assert refused.tool_calls == []
    assert "list_invoices is not available" in str(refused.text)


def test_without_write_tools_it_says_that_it_can_only_read() -> None:
    chat = Chat(tools=tuple(READS))
    assert "read-only" in chat.say("Log 4 hours on Checkout wireframes")
    assert chat.writes == []


def test_the_same_messages_give_the_same_answer() -> None:
    first, second = Chat(), Chat()
    for say in ("log 8h for Meridian", "Optics", "2", "and which invoices of theirs are overdue?"):
        assert first.say(say) == second.say(say)
    ids = [[c["id"] for c in m.tool_calls] for m in first.messages if isinstance(m, AIMessage)]
    assert ids == [
        [c["id"] for c in m.tool_calls] for m in second.messages if isinstance(m, AIMessage)
    ]
    flat = [one for step in ids for one in step]
    assert len(flat) == len(set(flat))


def test_it_gives_up_after_a_few_rounds() -> None:
    chat = Chat()
    nothing = compact("list_tasks", {}, [], complete=True, warnings=[], artifact=None)
    chat.answers["list_tasks"] = nothing
    chat.say("log 2h on alpha beta gamma delta for epsilon on zeta by eta in theta")
    steps = [m for m in chat.messages if isinstance(m, AIMessage) and m.tool_calls]
    assert len(steps) <= 6
    assert chat.writes == []


def test_it_works_without_a_context() -> None:
    model = BuiltinPlanner().bind_tools([])
    assert str(model.invoke([SystemMessage("rules"), HumanMessage("hi")]).text).startswith("Hello.")
    assert str(model.invoke([HumanMessage("")]).text)


def test_the_context_decides_which_day_it_is() -> None:
    chat = Chat(today="2028-03-01")
    chat.say("log 1h on photo shoot yesterday")
    assert chat.writes[0][1]["date"] == "2028-02-29"


def test_its_memory_is_plain_json() -> None:
    chat = Chat()
    chat.say("log 2h on logo drafts")
    note = chat.messages[-1].additional_kwargs["planner"]["question"]
    assert [option["id"] for option in note["options"]] == [104, 105]
