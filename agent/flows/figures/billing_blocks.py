"""Flat prices that no invoice holds yet, and the open work that each of them waits for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from agent.flows.figures.amounts import amount, number
from agent.flows.figures.currencies import Currencies
from agent.flows.figures.ordering import in_order
from agent.flows.report import Row

_MOST_NAMED = 3
READY = "Nothing: it can be invoiced"


def billing_blocks(
    projects: dict[int, Row], tasks: Sequence[Row], currencies: Currencies
) -> list[Row]:
    """The flat projects not invoiced, and the flat tasks not invoiced of billable projects that are
    not flat: the month-end's flat prices, with those that are not finished yet. ``waits_for`` says
    what has to be done first, `READY` where nothing has.
    """
    of_project: defaultdict[int, list[Row]] = defaultdict(list)
    for task in tasks:
        of_project[task["project_id"]].append(task)
    rows = []
    for id, project in projects.items():
        if project["flat_billing"]:
            if not project["invoiced"]:
                rows.append(_row("project", project, project, project["price"], of_project[id]))
        elif project["billable"]:
            flat = [row for row in of_project[id] if row["flat_billing"] and not row["invoiced"]]
            rows += [_row("task", task, project, _price(task), [task]) for task in flat]
    return in_order({**row, "currency": currencies.of(row["client_id"])} for row in rows)


def _price(task: Row) -> float | int | None:
    price: float | int | None = task["estimated_price"]
    return task["price"] if price is None else price


def _row(kind: str, thing: Row, project: Row, price: float | int | None, tasks: list[Row]) -> Row:
    open_ones = [task["name"] for task in tasks if not task["complete"]]
    exact = amount(price)
    return {
        "kind": kind,
        "id": thing["id"],
        "name": "The whole project" if kind == "project" else thing["name"],
        "project_id": project["id"],
        "project": project["name"],
        "client_id": project["client_id"],
        "client": project["client"],
        "amount": None if exact is None else number(exact),
        "open_tasks": len(open_ones),
        "waits_for": _waits_for(open_ones) if tasks else "Tasks: it has none yet",
    }


def _waits_for(open_ones: list[str]) -> str:
    if not open_ones:
        return READY
    more = len(open_ones) - _MOST_NAMED
    return ", ".join(open_ones[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
