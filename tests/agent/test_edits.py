"""Values that a person typed, against the schemas that the tools really have."""

from __future__ import annotations

from typing import Any

import pytest

from agent.edits import typed_value
from tools_server.errors import InvalidArgument
from tools_server.tools import TOOLS

TASK, ENTRY = (
    TOOLS[name].input.model_json_schema() for name in ("create_task", "create_time_entry")
)


@pytest.mark.parametrize(
    ("schema", "field", "text", "value"),
    [
        (ENTRY, "minutes", "180", 180),
        (ENTRY, "task_id", " 301 ", 301),
        (ENTRY, "date", "2026-10-30", "2026-10-30"),
        (ENTRY, "start_time", "2026-10-30T09:00", "2026-10-30T09:00"),
        (ENTRY, "description", "180", "180"),
        (ENTRY, "description", "  ", None),
        (TASK, "name", "true", "true"),
        (TASK, "user_ids", "4, 1", [4, 1]),
        (TASK, "user_ids", "4", [4]),
        (TASK, "user_ids", "", None),
        (TASK, "billable", "No", False),
        (TASK, "billable", "yes", True),
        (TASK, "priority", "high", "high"),
        (TASK, "budget_minutes", "", None),
    ],
)
def test_text_becomes_what_the_schema_asks_for(
    schema: dict[str, Any], field: str, text: str, value: object
) -> None:
    typed = typed_value(schema, field, text)
    assert (typed, type(typed)) == (value, type(value))


@pytest.mark.parametrize(
    ("schema", "field", "text", "reason", "next_step"),
    [
        (ENTRY, "hours", "4", "hours: there is no such field", "task_id, minutes, date"),
        (ENTRY, "minutes", "4h", 'minutes: "4h" is not a whole number', "Minutes, not hours"),
        (ENTRY, "minutes", "1.5", 'minutes: "1.5" is not a whole number', "Minutes, not hours"),
        (TASK, "user_ids", "4,Nora", 'user_ids: "Nora" is not a whole number', ""),
        (TASK, "billable", "maybe", 'billable: "maybe" is neither yes nor no', "yes or no"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(
    schema: dict[str, Any], field: str, text: str, reason: str, next_step: str
) -> None:
    with pytest.raises(InvalidArgument) as refused:
        typed_value(schema, field, text)
    assert refused.value.message.startswith(reason)
    assert next_step in refused.value.hint
