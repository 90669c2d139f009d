"""Expected calls beside those that were made."""

from __future__ import annotations

from typing import Any

import pytest

from evals.cases import DEFAULTS, Expectation
from evals.results import CallRecord, TurnRecord
from evals.scorers import judge
from evals.transcript import Transcript
from tools_server.tools.registry import TOOLS

ONE = {"project_id": 1, "complete": False}
OTHER = {"project_id": 1, "complete": True}


def met(calls: list[dict[str, Any]], *made: CallRecord, match: str = "subset") -> bool:
    expected = Expectation.model_validate({"calls": calls, "match": match})
    turn = TurnRecord("a question", "an answer", "builtin", calls=list(made))
    return not judge(Transcript([turn]), expected)


def made(name: str, **args: Any) -> CallRecord:
    return CallRecord(name, args, ok=True)


def asked(tool: str, **args: Any) -> dict[str, Any]:
    return {"tool": tool, "args": args}


@pytest.mark.parametrize("match", ["subset", "unordered"])
def test_each_expected_call_needs_one_of_its_own_and_any_way_to_give_them_will_do(
    match: str,
) -> None:
    wanted = [asked("list_tasks", project_id=1), asked("list_tasks", complete=False)]
    one, other = made("list_tasks", **ONE), made("list_tasks", **OTHER)
    assert met(wanted, one, other, match=match)
    assert met(wanted, other, one, match=match)
    assert not met(wanted, one, match=match)
    assert not met(wanted, other, other, match=match)


def test_what_a_call_leaves_out_has_the_value_that_it_means() -> None:
    assert met([asked("list_invoices", status="active")], made("list_invoices", client_id=1))
    assert met([asked("list_clients", active=True)], made("list_clients"))
    assert not met([asked("list_clients", active=None)], made("list_clients"))
    assert met([asked("list_clients", active=None)], made("list_clients", active=None))
    assert not met([asked("list_invoices", status="all")], made("list_invoices"))


def test_the_values_of_what_is_left_out_are_those_of_the_tools() -> None:
    own = ("limit", "dry_run", "with_items")
    for name, tool in TOOLS.items():
        meant = {
            field: info.default
            for field, info in tool.input.model_fields.items()
            if info.default is not None and not info.is_required() and field not in own
        }
        assert meant == DEFAULTS.get(name, {})


def test_a_span_is_found_by_its_minutes_and_its_day() -> None:
    span = {"start_time": "2026-11-02T09:00:00-05:00", "end_time": "2026-11-02T10:30:00-05:00"}
    call = made("create_time_entry", **span)
    assert met([asked("create_time_entry", minutes="90", date="2026-11-02")], call)
    assert met([asked("create_time_entry", start_time="2026-11-02T09:00")], call)
    assert not met([asked("create_time_entry", start_time="2026-11-02T14:00")], call)
