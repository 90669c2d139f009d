"""Flat prices that can be invoiced: of finished projects, and of finished tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from agent.flows.figures.amounts import amount, number
from agent.flows.figures.currencies import Currencies
from agent.flows.figures.ordering import in_order
from agent.flows.report import Row


def flat_to_invoice(
    projects: dict[int, Row], tasks: Sequence[Row], currencies: Currencies
) -> list[Row]:
    """Flat projects not invoiced whose tasks, at least one, are all complete; and the complete flat
    tasks not invoiced of billable projects that are not flat. Archived projects too. ``amount`` is
    None where no price is set.
    """
    return in_order(_projects(projects, tasks, currencies) + _tasks(projects, tasks, currencies))


def _projects(projects: dict[int, Row], tasks: Sequence[Row], currencies: Currencies) -> list[Row]:
    complete: defaultdict[int, list[bool]] = defaultdict(list)
    for task in tasks:
        complete[task["project_id"]].append(task["complete"])
    return [
        _row("project", project, project, project["price"], currencies)
        for id, project in projects.items()
        if project["flat_billing"] and not project["invoiced"]
        if complete[id] and all(complete[id])
    ]


def _tasks(projects: dict[int, Row], tasks: Sequence[Row], currencies: Currencies) -> list[Row]:
    found = []
    for task in tasks:
        project = projects.get(task["project_id"], {})
        by_task = project.get("billable") and not project.get("flat_billing")
        if by_task and task["flat_billing"] and task["complete"] and not task["invoiced"]:
            estimated = task["estimated_price"]
            price = task["price"] if estimated is None else estimated
            found.append(_row("task", task, project, price, currencies))
    return found


def _row(
    kind: str, thing: Row, project: Row, price: float | int | None, currencies: Currencies
) -> Row:
    exact = amount(price)
    return {
        "kind": kind,
        "id": thing["id"],
        "name": thing["name"],
        "client_id": project["client_id"],
        "client": project["client"],
        "amount": None if exact is None else number(exact),
        "currency": currencies.of(project["client_id"]),
    }
