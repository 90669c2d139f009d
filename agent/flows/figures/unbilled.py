"""Time to bill: by project, in minutes and in money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from agent.flows.figures.amounts import minutes, number, worth
from agent.flows.figures.currencies import Currencies
from agent.flows.figures.entries import is_to_bill
from agent.flows.figures.ordering import in_order
from agent.flows.figures.rates import Rates
from agent.flows.report import Row


def unbilled(
    entries: Iterable[Row], projects: dict[int, Row], rates: Rates, currencies: Currencies
) -> list[Row]:
    """A row a project of the kept entries that are to bill, archived projects too.

    Seconds of one rate are added first, each such group is rounded once, then the groups are added.
    ``amount`` is None where an entry of the row has no rate anywhere.
    """
    seconds: defaultdict[int | None, defaultdict[Decimal | None, int]] = defaultdict(
        lambda: defaultdict(int)
    )
    counts: defaultdict[int | None, int] = defaultdict(int)
    for entry in entries:
        if is_to_bill(entry):
            id = entry["project_id"]
            seconds[id][rates.of(entry, projects.get(id, {}))] += entry["seconds"]
            counts[id] += 1
    return in_order(
        {
            **_project(id, projects.get(id or 0, {}), currencies),
            "minutes": minutes(sum(by_rate.values())),
            "amount": _amount(by_rate),
            "entries": counts[id],
        }
        for id, by_rate in seconds.items()
    )


def _amount(by_rate: dict[Decimal | None, int]) -> float | int | None:
    total = Decimal(0)
    for rate, seconds in by_rate.items():
        if rate is None:
            return None
        total += worth(seconds, rate)
    return number(total)


def _project(id: int | None, project: Row, currencies: Currencies) -> Row:
    return {
        "client_id": project.get("client_id"),
        "client": project.get("client"),
        "project_id": id,
        "project": project.get("name"),
        "currency": currencies.of(project.get("client_id")),
    }
