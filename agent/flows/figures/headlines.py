"""The figures at the top of the review, and what it warns of."""

from __future__ import annotations

from datetime import date

from agent.flows.figures.month import Stretch, shown_day
from agent.flows.figures.totals import RESTS_ON, total
from agent.flows.report import Figure, Kind, Row

Sections = dict[str, list[Row] | None]

_AMOUNTS = {
    "Invoiced": ("invoiced", "invoiced"),
    "Paid": ("paid", "invoiced"),
    "Balance due": ("balance_due", "aging"),
    "Overdue": ("overdue", "overdue"),
    "Unbilled": ("unbilled", "unbilled_time"),
}
_COUNTS = {
    "Overdue invoices": "overdue",
    "Drafts": "drafts",
    "Projects with unbilled time": "unbilled_time",
    "Flat prices to invoice": "flat_to_invoice",
    "Late milestones": "milestones",
    "Budgets at 90 % or more": "over_budget",
    "Entries to check": "hygiene",
    "Missing timesheets": "missing_timesheets",
}


def headlines(sections: Sections) -> list[Figure]:
    """Amounts by currency, then counts; without a value where a section is incomplete."""
    return [*_amounts(sections), *_counts(sections)]


def _amounts(sections: Sections) -> list[Figure]:
    known = {name: rows for name, rows in sections.items() if rows is not None}
    currencies = {row["currency"] for name in RESTS_ON for row in known.get(name, [])} or {None}
    kind: Kind = "money"
    return [
        Figure(
            label=label,
            value=total(known, field).get(currency, 0) if name in known else None,
            kind=kind,
            currency=currency,
        )
        for currency in sorted(currencies, key=lambda each: each or "")
        for label, (field, name) in _AMOUNTS.items()
    ]


def _counts(sections: Sections) -> list[Figure]:
    return [Figure(label=label, value=_count(sections[name])) for label, name in _COUNTS.items()]


def _count(rows: list[Row] | None) -> int | None:
    """Of milestones the late ones, of other sections all rows."""
    return None if rows is None else sum(row.get("days_late") != 0 for row in rows)


def warnings(sections: Sections, month: Stretch, as_of: date, today: date) -> list[str]:
    """What a reader has to know of these figures."""
    return [*_of_days(month, as_of, today), *_of_prices(sections)]


def _of_days(month: Stretch, as_of: date, today: date) -> list[str]:
    found = []
    if as_of < today:
        found.append(
            f"This is the review as of {shown_day(as_of)}, but statuses are those of "
            f"{shown_day(today)}: Paymo keeps no earlier ones. So it is an approximation."
        )
    if as_of > today:
        found.append(
            f"{shown_day(as_of)} is still to come: payments after {shown_day(today)} are not known."
        )
    if as_of < month.first:
        found.append(f"{month.title} has not begun on {shown_day(as_of)}.")
    elif as_of <= month.last:
        found.append(f"{month.title} is not over on {shown_day(as_of)}.")
    return found


def _of_prices(sections: Sections) -> list[str]:
    found = []
    for name, when in (("unbilled_time", "of the month"), ("unbilled_earlier", "from before")):
        without = [_title(row) for row in sections[name] or [] if row["amount"] is None]
        if without:
            found.append(
                f"Unbilled time {when} has no amount for lack of a rate, and is in no sum of "
                f"money: {'; '.join(without)}."
            )
    without = [row["name"] for row in sections["flat_to_invoice"] or [] if row["amount"] is None]
    if without:
        found.append(f"No flat price is set: {'; '.join(without)}.")
    return found


def _title(row: Row) -> str:
    return f"{row['project'] or 'a project that is not listed'} ({row['client'] or 'no client'})"
