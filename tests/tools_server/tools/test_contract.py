"""The inputs that the design fixes, and what they cost a model."""

from __future__ import annotations

import json

import pytest

from tools_server.tools import TOOLS

PAGE = {"limit", "cursor"}
INPUTS = {
    "list_projects": {"client_id", "user_id", "name", "active"} | PAGE,
    "get_project_details": {"project_id"},
    "list_tasks": {
        "project_id",
        "client_id",
        "user_id",
        "milestone_id",
        "name",
        "complete",
        "due_from",
        "due_to",
    }
    | PAGE,
    "list_time_entries": {
        "date_from",
        "date_to",
        "project_id",
        "client_id",
        "task_id",
        "user_id",
        "billed",
    }
    | PAGE,
    "list_invoices": {
        "client_id",
        "project_id",
        "status",
        "date_from",
        "date_to",
        "number",
        "with_items",
    }
    | PAGE,
    "list_clients": {"name", "active"} | PAGE,
    "list_users": {"name", "active", "type"} | PAGE,
    "list_milestones": {"project_id", "client_id", "complete", "due_from", "due_to"} | PAGE,
}


@pytest.mark.parametrize("name", INPUTS)
def test_inputs_are_exactly_those_of_the_design(name):
    schema = TOOLS[name].input.model_json_schema()
    assert set(schema["properties"]) == INPUTS[name]
    assert schema["additionalProperties"] is False
    assert schema.get("required", []) == (["project_id"] if name == "get_project_details" else [])
    assert "title" not in json.dumps(schema)


def test_the_ten_tools_are_cheap_to_list():
    """At most 4,000 tokens; JSON has three characters a token at the very least."""
    listed = [
        {"name": t.name, "description": t.description, "schema": t.input.model_json_schema()}
        for t in TOOLS.values()
    ]
    assert len(listed) == 10
    assert len(json.dumps(listed)) < 12_000


@pytest.mark.parametrize("name", INPUTS)
def test_every_output_has_a_schema_that_describes_numbers_and_days(name):
    text = json.dumps(TOOLS[name].output.model_json_schema(mode="serialization"))
    assert "pattern" not in text  # money is a number, never a text with digits
