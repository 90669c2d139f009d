"""docs/flows.md: every flow is in its table, and its example of a flow works."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from agent.flows import all_flows
from agent.flows.flow import Material

PAGE = (Path(__file__).parents[2] / "docs" / "flows.md").read_text()
ACCOUNT = {"timezone": "Europe/Dublin"}


def said_for() -> dict[str, str]:
    """The sentence in the table for each flow."""
    return dict(re.findall(r"<br>`(\w+)` \|[^\n“]+“([^”]+)”", PAGE))


def test_the_table_names_every_workflow_and_a_sentence_that_asks_for_it() -> None:
    assert said_for().keys() == all_flows().keys()
    for name, said in said_for().items():
        assert said in all_flows()[name].examples
        assert f"| {all_flows()[name].title}<br>" in PAGE


def test_the_example_of_a_workflow_is_one() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    module: dict[str, Any] = {"__name__": "unassigned"}
    exec(compile(code, "docs/flows.md", "exec", dont_inherit=True), module)
    flow = module["FLOW"]
    projects = [{"id": 1, "name": "Site", "active": True}]
    task = {"project_id": 1, "client": "Ana", "project": "Site", "due_date": None}
    tasks = [
        {**task, "name": "Free", "complete": False, "user_ids": []},
        {**task, "name": "Taken", "complete": False, "user_ids": [2]},
    ]
    asked = flow.input(project="site")
    assert [read.name for read in flow.reads(asked, ACCOUNT, date(2026, 11, 2))] == [
        "projects",
        "tasks",
    ]
    lists = {"projects": projects, "tasks": tasks}
    report = flow.report(asked, Material(lists, [], ACCOUNT, date(2026, 11, 2), 4))
    assert [row["name"] for row in report.section("tasks").rows] == ["Free"]
    report = flow.report(
        asked, Material({**lists, "tasks": None}, [], ACCOUNT, date(2026, 11, 2), 4)
    )
    assert report.section("tasks").rows is None
