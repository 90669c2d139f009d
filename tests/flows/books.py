"""A world file as facts for the oracle: days, seconds, rates and balances, by the rules' own words.

Nothing here comes from the product. Amounts and durations are exact fractions until they are shown.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Row = dict[str, Any]
World = dict[str, Any]

ISSUED = ("sent", "viewed", "paid")
OWING = ("sent", "viewed")
LEVELS = {
    None: ("user", "task", "project", "company"),
    "task": ("task", "user", "project", "company"),
    "project": ("project", "user", "task", "company"),
    "company": ("company", "user", "task", "project"),
}


def exact(value: Any) -> Fraction | None:
    """A figure as Paymo writes it: a number or its text; null and blanks are none."""
    text = "" if value is None else str(value).strip()
    return Fraction(text) if text else None


def half_up(value: Fraction, step: Fraction = Fraction(1)) -> Fraction:
    """The nearest multiple of ``step``; halves go away from zero."""
    whole = (abs(value) / step + Fraction(1, 2)).__floor__()
    return whole * step * (-1 if value < 0 else 1)


def cents(value: Fraction) -> Fraction:
    """Half-up to two decimals."""
    return half_up(value, Fraction(1, 100))


def minutes(seconds: int) -> int:
    """Half-up to whole minutes."""
    return int(half_up(Fraction(seconds, 60)))


@dataclass(frozen=True)
class Stint:
    """A time entry. ``day`` is local, None for a running timer; start and end are UTC."""

    id: int
    user_id: int
    task: Row
    project: Row
    day: date | None
    seconds: int
    start: datetime | None
    end: datetime | None
    note: str | None
    open: bool

    @property
    def running(self) -> bool:
        return self.start is not None and self.end is None


class Books:
    """One account, a month of it, and the day it is looked at.

    ``zone`` is the setting, which wins; then the company's, the key owner's, UTC.
    """

    def __init__(
        self,
        world: World,
        month: str,
        as_of: date,
        *,
        zone: str | None = None,
        key: str | None = None,
    ) -> None:
        self.world = world
        self.month = month
        self.as_of = as_of
        year, number = map(int, month.split("-"))
        self.first = date(year, number, 1)
        self.last = date(year, number, calendar.monthrange(year, number)[1])
        self.year_before = date(year - 1, number, 1)
        self.company: Row = world.get("company") or {}
        keys: dict[str, int] = world.get("api_keys") or {}
        owner = keys.get(key or next(iter(keys), ""))
        self.clients = _by_id(world, "clients")
        self.projects = _by_id(world, "projects")
        self.tasks = _by_id(world, "tasks")
        self.users = _by_id(world, "users")
        own = self.users[owner].get("timezone") if owner else None
        self.zone = _first_zone(zone, self.company.get("timezone"), own)

    def in_month(self, day: date | None) -> bool:
        """Whether a day is one of the month."""
        return day is not None and self.first <= day <= self.last

    @cached_property
    def stints(self) -> list[Stint]:
        """All time entries, by id."""
        rows = self.world.get("entries", [])
        return sorted(map(self._stint, rows), key=lambda stint: stint.id)

    def _stint(self, entry: Row) -> Stint:
        start, end = _instant(entry.get("start_time")), _instant(entry.get("end_time"))
        task = self.tasks[entry["task_id"]]
        seconds = int(entry.get("duration") or 0)
        if start and not end and seconds:
            end = start + timedelta(seconds=seconds)
        if start:
            day = start.astimezone(self.zone).date() if end else None
            seconds = int((end - start).total_seconds()) if end else 0
        else:
            day = date.fromisoformat(entry["date"][:10])
        return Stint(
            id=entry["id"],
            user_id=entry["user_id"],
            task=task,
            project=self.projects[task["project_id"]],
            day=day,
            seconds=seconds,
            start=start,
            end=end,
            note=entry.get("description"),
            open=not entry.get("billed") and entry.get("invoice_item_id") is None,
        )

    def rate(self, stint: Stint) -> Fraction | None:
        """What an hour of it is worth; None where no level has a rate."""
        prices = {
            "user": self.users[stint.user_id].get("price_per_hour"),
            "task": stint.task.get("price_per_hour"),
            "project": stint.project.get("price_per_hour"),
            "company": self.company.get("default_price_per_hour"),
        }
        order = LEVELS[stint.project.get("hourly_billing_mode") or None]
        given = [exact(prices[level]) for level in order]
        return next((price for price in given if price is not None), None)

    @cached_property
    def invoices(self) -> list[Row]:
        """Invoices in order of date and id, each with ``paid``, ``owed`` and ``late`` (days)."""
        rows = sorted(self.world.get("invoices", []), key=lambda row: (row["date"], row["id"]))
        return [{**row, **self._standing(row)} for row in rows]

    @cached_property
    def _payments(self) -> dict[int, list[Row]]:
        found: dict[int, list[Row]] = {}
        for row in self.world.get("invoicepayments", []):
            found.setdefault(row["invoice_id"], []).append(row)
        return found

    def _standing(self, invoice: Row) -> Row:
        own = self._payments.get(invoice["id"], [])
        total = exact(invoice["total"]) or Fraction(0)
        past = [row for row in own if date.fromisoformat(row["date"]) <= self.as_of]
        paid = sum((exact(row["amount"]) or Fraction(0) for row in past), Fraction(0))
        if invoice["status"] == "paid" and not own:
            paid = total
        owed = max(total - paid, Fraction(0))
        if invoice["status"] in ("void", "draft"):
            owed = Fraction(0)
        due = invoice.get("due_date")
        late = (self.as_of - date.fromisoformat(due)).days if due else 0
        return {"total": total, "paid": paid, "owed": owed, "late": max(late, 0)}

    @cached_property
    def _latest_currency(self) -> dict[int, str]:
        issued = [row for row in self.invoices if row["status"] in ISSUED]
        return {row["client_id"]: row["currency"] for row in issued}

    def currency(self, client_id: int | None) -> str | None:
        """That of the client's latest issued invoice, else the company's."""
        if client_id in self._latest_currency:
            return self._latest_currency[client_id]
        return self.company.get("default_currency")

    def client(self, client_id: int | None) -> Row:
        """The two fields that say whose a row is."""
        name = self.clients[client_id]["name"] if client_id is not None else None
        return {"client_id": client_id, "client": name}


def is_flat(thing: Row) -> bool:
    """Whether a project or task is billed at a fixed price."""
    return bool(thing.get("flat_billing"))


def is_billable(thing: Row) -> bool:
    """Paymo's default is yes."""
    return bool(thing.get("billable", True))


def is_active(thing: Row) -> bool:
    """Paymo's default is yes."""
    return bool(thing.get("active", True))


def by_hour(stint: Stint) -> bool:
    """Project and task are billed by the hour."""
    return all(is_billable(each) and not is_flat(each) for each in (stint.project, stint.task))


def _by_id(world: World, collection: str) -> dict[int, Row]:
    rows: Iterable[Row] = world.get(collection, [])
    return {row["id"]: row for row in rows}


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _first_zone(*names: str | None) -> ZoneInfo:
    for name in names:
        try:
            if name:
                return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            continue
    return ZoneInfo("UTC")
