"""Odd worlds: seeded accounts that hold every case the rules of the month-end review tell apart.

Each has a time zone and a month of its own; figures stand next to the limits of the rules rather
than anywhere, and text is what people and attackers type.
"""

from __future__ import annotations

import calendar
import json
import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.flows.world_bills import Bills
from tests.flows.world_time import Timesheets

Row = dict[str, Any]

# A zone with a month in which its clocks change, and ordinary, short and leap ones for all.
PLACES = (
    ("America/New_York", "2026-03"),
    ("America/New_York", "2026-11"),
    ("Europe/Berlin", "2026-03"),
    ("Europe/Berlin", "2026-10"),
    ("Asia/Kolkata", "2024-02"),
    ("Pacific/Auckland", "2026-04"),
    ("Pacific/Auckland", "2026-09"),
    ("America/Sao_Paulo", "2018-11"),
    ("America/Sao_Paulo", "2018-02"),
    ("Pacific/Kiritimati", "2025-12"),
    ("Australia/Lord_Howe", "2026-10"),
    ("America/St_Johns", "2024-03"),
    ("Pacific/Pago_Pago", "2023-12"),
    ("Asia/Kathmandu", "2026-02"),
)

NAMES = (
    "Zebra & Söhne",
    "zebra & söhne",
    "Ärzte am Ring",
    "<b>Bold</b> Ltd",
    "=SUM(A1:A9)",
    "Twin",
    "Twin",
    "O'Neil [link](https://x.example)",
    "Łódź Druk",
    "Nobody Billed",
)

RATES = (None, None, None, None, 0, 18, 33.33, 90, "82.50", 99.99, 117.5, 83.335)
FEW_RATES = (None, None, None, None, None, "", 60)
PRICES = (None, None, 0, 1200, 480.5, "0.01")
DAY = timedelta(days=1)
MODES = (None, "task", "project", "company")


@dataclass(frozen=True)
class OddWorld:
    """A world file's content, and how its month is looked at.

    ``zone`` is the setting; ``no_due_date`` are invoices whose day is taken away once Paymo holds
    them, which a world file cannot say.
    """

    seed: int
    world: dict[str, Any]
    month: str
    today: date
    as_of: date
    zone: str | None
    no_due_date: tuple[int, ...]

    def write(self, folder: Path) -> Path:
        """The world file of it."""
        file = folder / f"odd-{self.seed}.json"
        file.write_text(json.dumps(self.world), encoding="utf-8")
        return file


def odd_world(seed: int) -> OddWorld:
    """The same for the same seed, whenever and wherever it is made."""
    dice = random.Random(seed)
    zone, month = PLACES[seed % len(PLACES)]
    first = date.fromisoformat(f"{month}-01")
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    today = dice.choice(
        [last + DAY, last + 2 * DAY, last, first + timedelta(days=14)]
        + [last + timedelta(days=days) for days in (1, 30, 45)]
    )
    as_of = today - timedelta(days=dice.choice([0, 0, 0, 1, 9]))
    company, setting, owner_zone = _zones(dice, zone)
    rates = dice.choice([RATES, RATES, FEW_RATES])
    people = _people(dice, owner_zone, rates)
    clients = [{"id": 200 + at, "name": name} for at, name in enumerate(NAMES)]
    projects = _projects(dice, people, rates)
    tasks = _tasks(dice, projects, rates)
    sheets = Timesheets(dice, zone, first, last, today, people[:5] + people[6:], tasks)
    entries = sheets.entries()
    entries += _half_a_timesheet(company, people[5], tasks[0], first, min(last, as_of - DAY), seed)
    _exact_budgets(projects, tasks, entries, people, first)
    bills = Bills(dice, first, last, as_of, clients[:-1], projects)
    bills.fill()
    world = {
        "company": company,
        "api_keys": {"ODD-KEY": 1},
        "users": people,
        "clients": clients,
        "projects": projects,
        "tasks": tasks,
        "entries": entries,
        "milestones": _milestones(dice, projects, first, last, as_of),
        "invoices": bills.invoices,
        "invoicepayments": bills.payments,
    }
    no_due = tuple(row["id"] for row in bills.invoices if row["due_date"] is None)
    return OddWorld(seed, world, month, today, as_of, setting, no_due)


def _zones(dice: random.Random, zone: str) -> tuple[Row, str | None, str]:
    """The company; the setting; the key owner's zone: one of the three says where it is."""
    said_by = dice.choice(["company", "company", "setting", "owner"])
    elsewhere = {"company": "Asia/Tokyo", "setting": None, "owner": "Europe/Lisbon"}
    company = {
        "name": "Odd & Sons",
        "timezone": zone if said_by == "company" else "Asia/Tokyo",
        "default_currency": dice.choice(["EUR", "USD", "CHF"]),
        "default_price_per_hour": dice.choice(["117.50", "", "0", None, "95", "66.666"]),
        "working_days": dice.choice(["1,2,3,4,5", "0,6", "1,2,3,4,5,6", "3", "0,1,2,3,4,5,6"]),
    }
    if said_by == "owner":
        company["timezone"] = ""
    setting = zone if said_by == "setting" else elsewhere["setting"]
    return company, setting, zone if said_by == "owner" else "Europe/Lisbon"


def _people(dice: random.Random, owner_zone: str, rates: tuple[Any, ...]) -> list[Row]:
    kinds = ["Admin", "Admin", "Employee", "Employee", "Employee", "Employee", "Guest", "Employee"]
    people = []
    for at, kind in enumerate(kinds, 1):
        people.append(
            {
                "id": at,
                "name": ["Ana", "<i>Bo</i>", "Çelik", "dora", "Dora", "Ed", "Guest", "Gone"][
                    at - 1
                ],
                "email": f"p{at}@odd.example",
                "type": kind,
                "active": at != len(kinds),
                "timezone": owner_zone,
                "workday_hours": dice.choice([8, 7.5, 6, 4]),
                "price_per_hour": dice.choice(rates),
            }
        )
    return people


def _projects(dice: random.Random, people: list[Row], rates: tuple[Any, ...]) -> list[Row]:
    projects = []
    for at in range(18):
        members = [row["id"] for row in dice.sample(people[:6], 4)]
        flat = at in (3, 7, 11, 12, 15)
        projects.append(
            {
                "id": 300 + at,
                "name": dice.choice(["Site", "site", "<u>App</u>", "Überbau", "Brand"]) + f" {at}",
                "client_id": 200 + at % len(NAMES),
                "active": at not in (5, 7, 14, 15),
                "billable": at not in (6, 12),
                "flat_billing": flat,
                "price": dice.choice(PRICES[2:]) if flat else None,
                "estimated_price": None,
                "price_per_hour": dice.choice(rates),
                "hourly_billing_mode": MODES[at % 4],
                "budget_hours": dice.choice([None, 0, 0.33, 8, 12.5, 10.33, 40]),
                "invoiced": at == 15,
                "users": members,
                "managers": members[: dice.choice([0, 1, 2])],
            }
        )
    return projects


def _tasks(dice: random.Random, projects: list[Row], rates: tuple[Any, ...]) -> list[Row]:
    tasks: list[Row] = []
    for project in projects:
        done = dice.random() < 0.6
        for at in range(0 if project["id"] == 311 else dice.choice([1, 3, 4])):
            flat = dice.random() < 0.3
            tasks.append(
                {
                    "id": 5000 + len(tasks),
                    "name": dice.choice(["Work", "Wörk", "<a href='x'>Work</a>"]) + f" {at}",
                    "project_id": project["id"],
                    "complete": done or dice.random() < 0.4,
                    "billable": dice.random() < 0.85,
                    "flat_billing": flat,
                    "price": dice.choice(PRICES) if flat else None,
                    "estimated_price": dice.choice(PRICES) if flat else None,
                    "invoiced": dice.random() < 0.2,
                    "price_per_hour": dice.choice(rates),
                    "users": [],
                }
            )
    return tasks


def _exact_budgets(
    projects: list[Row], tasks: list[Row], entries: list[Row], people: list[Row], first: date
) -> None:
    """Three projects of their own: exactly 90.0 %, a second below it, and far over."""
    for at, (seconds, hours) in enumerate(((32400, 10), (32399, 10), (120 * 3600 + 99, 33.33))):
        template = {**projects[0], "flat_billing": False, "active": True, "invoiced": False}
        project = {**template, "id": 350 + at, "name": f"Budget {at}", "budget_hours": hours}
        task = {**tasks[0], "id": 5900 + at, "project_id": project["id"], "name": "Budgeted"}
        projects.append(project)
        tasks.append(task)
        entries.append(
            {
                "id": 190000 + at,
                "task_id": task["id"],
                "user_id": people[at]["id"],
                "date": (first + timedelta(days=2)).isoformat(),
                "duration": seconds,
                "description": "Counted",
                "billed": True,
            }
        )


def _half_a_timesheet(
    company: Row, person: Row, task: Row, first: date, last: date, seed: int
) -> list[Row]:
    """Half of the working time to the second, or for every other world a second less."""
    chosen = company["working_days"].split(",")
    days = (first + at * DAY for at in range((last - first).days + 1))
    count = sum(str(day.isoweekday() % 7) in chosen for day in days)
    seconds = int(count * person["workday_hours"] * 1800) - seed % 2
    entry = {"task_id": task["id"], "user_id": person["id"], "description": "All in one"}
    whole = {**entry, "id": 190100, "date": first.isoformat(), "duration": seconds}
    return [whole] if seconds > 0 else []


def _milestones(
    dice: random.Random, projects: list[Row], first: date, last: date, as_of: date
) -> list[Row]:
    days = [first - DAY, first, last, last + DAY, as_of - DAY, as_of, as_of + DAY]
    days += [first - 60 * DAY, as_of - 31 * DAY]
    return [
        {
            "id": 600 + at,
            "name": dice.choice(["Go-live", "<b>Go</b>", "Abnahme"]),
            "project_id": dice.choice(projects)["id"],
            "due_date": dice.choice(days).isoformat(),
            "complete": dice.random() < 0.4,
        }
        for at in range(24)
    ]
