"""What stands behind a row of a report: the invoice, or the time entries, as Paymo has them now."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

Row = dict[str, Any]
Facts = dict[str, Any]

_ISSUED = ("sent", "viewed", "paid")
_OWING = ("sent", "viewed")


@dataclass(frozen=True)
class Look:
    """The read that shows it, and which of its rows belong to it."""

    title: str
    tool: str
    args: dict[str, Any]
    keep: Callable[[Row], bool] = lambda _: True


def look(section: str, row: Row, facts: Facts) -> Look | None:
    """What one can see behind this row; None where there is nothing to add."""
    if row.get("invoice_id"):
        return _invoice(row)
    find = _BEHIND.get(section)
    return find(row, facts) if find and facts.get("month") else None


def can_look(section: str, row: Row, facts: Facts) -> bool:
    """Whether a row of this section leads anywhere."""
    return look(section, row, facts) is not None


def _invoice(row: Row) -> Look:
    number = row.get("number")
    scope = {"number": number} if number else {"client_id": row["client_id"]}
    return Look(
        f"Invoice {number or 'without a number'}",
        "list_invoices",
        {**scope, "status": "all", "with_items": True},
        lambda invoice: invoice["id"] == row["invoice_id"],
    )


def _of_client(row: Row, facts: Facts) -> Look:
    first, last = _month(facts)
    return Look(
        f"Invoices of {row['client']} in the month",
        "list_invoices",
        {"client_id": row["client_id"], "status": "all", "date_from": first, "date_to": last},
        lambda each: each["currency"] == row["currency"] and each["status"] in _ISSUED,
    )


def _owed(row: Row, facts: Facts) -> Look:
    return Look(
        f"What {row['client']} owes",
        "list_invoices",
        {"client_id": row["client_id"], "status": "active", "date_to": facts["as_of"]},
        lambda each: (
            each["currency"] == row["currency"] and each["status"] in _OWING and each["balance"] > 0
        ),
    )


def _unbilled(row: Row, facts: Facts) -> Look:
    first, last = _month(facts)
    return _time(row, {"date_from": first, "date_to": last})


def _unbilled_earlier(row: Row, facts: Facts) -> Look:
    first = date.fromisoformat(_month(facts)[0])
    day_before = date.fromordinal(first.toordinal() - 1)
    since = first.replace(year=first.year - 1)
    return _time(row, {"date_from": since.isoformat(), "date_to": day_before.isoformat()})


def _time(row: Row, period: dict[str, str]) -> Look:
    return Look(
        f"Time on {row['project']} that is not billed",
        "list_time_entries",
        {"project_id": row["project_id"], "billed": False, **period},
        _to_bill,
    )


def _to_bill(entry: Row) -> bool:
    """Finished, billable by the hour, and on no invoice."""
    settled = entry["running"] or entry["billed"] or entry["invoice_item_id"]
    return not settled and entry["billable"] and not entry["flat_billing"]


def _tracked(row: Row, facts: Facts) -> Look:
    first, last = _month(facts)
    return Look(
        f"Time on {row['project']} in the month",
        "list_time_entries",
        {"project_id": row["project_id"], "date_from": first, "date_to": last},
    )


def _of_person(row: Row, facts: Facts) -> Look:
    first, last = _month(facts)
    return Look(
        f"Time of {row['user']} in the month",
        "list_time_entries",
        {"user_id": row["user_id"], "date_from": first, "date_to": last},
    )


def _month(facts: Facts) -> tuple[str, str]:
    year, month = map(int, str(facts["month"]).split("-"))
    return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{monthrange(year, month)[1]:02}"


_BEHIND: dict[str, Callable[[Row, Facts], Look]] = {
    "invoiced": _of_client,
    "aging": _owed,
    "unbilled_time": _unbilled,
    "unbilled_earlier": _unbilled_earlier,
    "over_budget": _tracked,
    "missing_timesheets": _of_person,
}
