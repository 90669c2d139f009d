"""The month-end review worked out a second time, from a world's raw rows and the rules alone.

It shares no line with the product, so that where both agree the figure is right, not merely
repeated. Slow and plain on purpose: every section walks all rows again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from tests.flows import oracle_people, oracle_proposals
from tests.flows.books import (
    ISSUED,
    OWING,
    Books,
    Row,
    Stint,
    World,
    by_hour,
    cents,
    exact,
    half_up,
    is_active,
    is_billable,
    is_flat,
    minutes,
)

AGES = ((0, "not_due"), (30, "d1_30"), (60, "d31_60"), (90, "d61_90"))
TIGHT = Fraction(90)


def review(
    world: World, month: str, as_of: date, *, zone: str | None = None, key: str | None = None
) -> dict[str, Any]:
    """The JSON of the review, but for ``warnings``, ``requests`` and the words in it.

    ``as_of`` is also today. ``zone`` is the setting `PAYMO_AGENT_TIMEZONE`.
    """
    books = Books(world, month, as_of, zone=zone, key=key)
    found: dict[str, Any] = {
        "month": month,
        "as_of": as_of.isoformat(),
        "timezone": books.zone.key,
        "invoiced": invoiced(books),
        "drafts": drafts(books),
        "overdue": overdue(books),
        "aging": aging(books),
        "unbilled_time": unbilled(books, books.first, books.last),
        "unbilled_earlier": unbilled(books, books.year_before, books.first, without_last=True),
        "flat_to_invoice": flat_to_invoice(books),
        "milestones": milestones(books),
        "over_budget": over_budget(books),
        "hygiene": oracle_people.hygiene(books),
        "missing_timesheets": oracle_people.missing_timesheets(books),
    }
    found["totals"] = totals(found)
    found["proposals"] = oracle_proposals.proposals(books, found)
    return found


def of_client(found: dict[str, Any], world: World, client_id: int) -> dict[str, Any]:
    """The review of one client, out of that of all: its rows, their sums, and no timesheets."""
    own = {row["id"] for row in world["projects"] if row["client_id"] == client_id}
    part = dict(found)
    for section in found:
        if isinstance(found[section], list) and section not in ("totals", "proposals"):
            rows = found[section]
            part[section] = [row for row in rows if row.get("client_id") == client_id]
    part["hygiene"] = [row for row in found["hygiene"] if row["project_id"] in own]
    part["totals"] = totals(part)
    return part


def _in_order(rows: Iterable[Row], *fields: str) -> list[Row]:
    """By client without regard to case, then currency, then the section's own fields."""
    names = ("currency", *fields)
    return sorted(
        rows,
        key=lambda row: (
            (row.get("client") or "").casefold(),
            *(str(row.get(name) or "").casefold() for name in names),
        ),
    )


def invoiced(books: Books) -> list[Row]:
    groups: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for invoice in books.invoices:
        if invoice["status"] in ISSUED and books.in_month(date.fromisoformat(invoice["date"])):
            groups[invoice["client_id"], invoice["currency"]].append(invoice)
    return _in_order(
        {
            **books.client(client_id),
            "currency": currency,
            "count": len(group),
            "total": cents(sum(row["total"] for row in group)),
            "paid": cents(sum(row["paid"] for row in group)),
            "balance": cents(sum(row["owed"] for row in group)),
        }
        for (client_id, currency), group in groups.items()
    )


def _invoice(books: Books, invoice: Row) -> Row:
    return {
        "invoice_id": invoice["id"],
        "number": invoice["number"],
        **books.client(invoice["client_id"]),
        "currency": invoice["currency"],
        "total": cents(invoice["total"]),
    }


def drafts(books: Books) -> list[Row]:
    return _in_order(
        (
            {**_invoice(books, row), "date": row["date"]}
            for row in books.invoices
            if row["status"] == "draft" and date.fromisoformat(row["date"]) <= books.last
        ),
        "number",
    )


def overdue(books: Books) -> list[Row]:
    late = [row for row in books.invoices if row["status"] in OWING and row["owed"] and row["late"]]
    return _in_order(
        (
            {
                **_invoice(books, row),
                "balance": cents(row["owed"]),
                "due_date": row["due_date"],
                "days_overdue": row["late"],
            }
            for row in late
        ),
        "due_date",
        "number",
    )


def aging(books: Books) -> list[Row]:
    ages: dict[tuple[int, str], dict[str, Fraction]] = {}
    for row in books.invoices:
        if (
            row["status"] in OWING
            and row["owed"]
            and date.fromisoformat(row["date"]) <= books.as_of
        ):
            empty = dict.fromkeys([*(name for _, name in AGES), "d91_plus"], Fraction(0))
            group = ages.setdefault((row["client_id"], row["currency"]), empty)
            age = next((name for most, name in AGES if row["late"] <= most), "d91_plus")
            group[age] += row["owed"]
    return _in_order(
        {
            **books.client(client_id),
            "currency": currency,
            **{name: cents(owed) for name, owed in group.items()},
            "total": cents(sum(group.values(), Fraction(0))),
        }
        for (client_id, currency), group in ages.items()
    )


def unbilled(books: Books, first: date, last: date, *, without_last: bool = False) -> list[Row]:
    groups: dict[int, list[Stint]] = defaultdict(list)
    for stint in books.stints:
        if stint.day is None or not stint.open or not by_hour(stint):
            continue
        if first <= stint.day <= last and not (without_last and stint.day == last):
            groups[stint.project["id"]].append(stint)
    return _in_order((_worth(books, group) for group in groups.values()), "project")


def _worth(books: Books, stints: list[Stint]) -> Row:
    project = stints[0].project
    seconds: dict[Fraction | None, int] = defaultdict(int)
    for stint in stints:
        seconds[books.rate(stint)] += stint.seconds
    amount = None
    if None not in seconds:
        amount = sum(cents(count * (rate or 0) / Fraction(3600)) for rate, count in seconds.items())
    return {
        **books.client(project.get("client_id")),
        "project_id": project["id"],
        "project": project["name"],
        "currency": books.currency(project.get("client_id")),
        "minutes": minutes(sum(stint.seconds for stint in stints)),
        "amount": amount,
        "entries": len(stints),
    }


def flat_to_invoice(books: Books) -> list[Row]:
    rows = []
    for project in books.projects.values():
        own = [task for task in books.tasks.values() if task["project_id"] == project["id"]]
        if is_flat(project):
            if own and all(task.get("complete") for task in own):
                rows.append(("project", project, project))
        elif is_billable(project):
            ready = [task for task in own if task.get("complete") and is_flat(task)]
            rows += [("task", task, project) for task in ready]
    return _in_order(
        (
            _flat(books, kind, thing, project["client_id"])
            for kind, thing, project in rows
            if not thing.get("invoiced")
        ),
        "name",
    )


def _flat(books: Books, kind: str, thing: Row, client_id: int) -> Row:
    prices = {name: exact(thing.get(name)) for name in ("price", "estimated_price")}
    order = ("estimated_price", "price") if kind == "task" else ("price", "estimated_price")
    price = next((prices[name] for name in order if prices[name] is not None), None)
    return {
        "kind": kind,
        "id": thing["id"],
        "name": thing["name"],
        **books.client(client_id),
        "amount": None if price is None else cents(price),
        "currency": books.currency(client_id),
    }


def milestones(books: Books) -> list[Row]:
    rows = []
    for milestone in books.world.get("milestones", []):
        project = books.projects[milestone["project_id"]]
        due, complete = date.fromisoformat(milestone["due_date"]), bool(milestone.get("complete"))
        if is_active(project) and (books.in_month(due) or (not complete and due < books.as_of)):
            rows.append(
                {
                    "milestone_id": milestone["id"],
                    "name": milestone["name"],
                    "project_id": project["id"],
                    "project": project["name"],
                    **books.client(project.get("client_id")),
                    "due_date": milestone["due_date"],
                    "complete": complete,
                    "days_late": 0 if complete else max((books.as_of - due).days, 0),
                }
            )
    return _in_order(rows, "project", "due_date")


def over_budget(books: Books) -> list[Row]:
    rows = []
    for project in books.projects.values():
        budget = exact(project.get("budget_hours"))
        own = [stint for stint in books.stints if stint.project is project]
        if not is_active(project) or not budget or not any(books.in_month(s.day) for s in own):
            continue
        tracked = sum(s.seconds for s in own if s.day is not None and s.day <= books.as_of)
        percent = 100 * tracked / (budget * 3600)
        if percent >= TIGHT:
            rows.append(
                {
                    "project_id": project["id"],
                    "project": project["name"],
                    **books.client(project.get("client_id")),
                    "budget_minutes": int(half_up(budget * 60)),
                    "tracked_minutes": minutes(tracked),
                    "percent": half_up(percent, Fraction(1, 10)),
                }
            )
    return _in_order(rows, "project")


def totals(found: dict[str, Any]) -> list[Row]:
    sources = {
        "invoiced": ("invoiced", "total"),
        "paid": ("invoiced", "paid"),
        "balance_due": ("aging", "total"),
        "overdue": ("overdue", "balance"),
        "unbilled": ("unbilled_time", "amount"),
    }
    sections = {section for section, _ in sources.values()}
    currencies = {row["currency"] for section in sections for row in found[section]}
    return [
        {
            "currency": currency,
            **{
                name: sum(
                    (row[field] or 0 for row in found[section] if row["currency"] == currency),
                    Fraction(0),
                )
                for name, (section, field) in sources.items()
            },
        }
        for currency in sorted(currencies)
    ]
