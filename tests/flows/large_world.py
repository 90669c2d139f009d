"""A busy agency: 20,000 time entries in one month and 2,000 invoices, half of them still owed."""

from __future__ import annotations

from typing import Any

ENTRIES = 20_000
INVOICES = 2_000
MONTH = "2026-10"
TODAY = "2026-11-02"
KEY = "LARGE-KEY"


def large_world() -> dict[str, Any]:
    """The content of its world file."""
    people = range(1, 61)
    projects = range(301, 421)
    return {
        "company": {
            "name": "Large & Busy",
            "timezone": "Europe/Berlin",
            "default_currency": "EUR",
            "default_price_per_hour": "95",
        },
        "api_keys": {KEY: 1},
        "users": [
            {
                "id": n,
                "name": f"Person {n}",
                "email": f"p{n}@large.example",
                "type": "Admin" if n == 1 else "Employee",
                "price_per_hour": 80 + n % 7 * 5.25,
            }
            for n in people
        ],
        "clients": [{"id": 200 + n, "name": f"Client {n:03}"} for n in range(60)],
        "projects": [
            {
                "id": n,
                "name": f"Project {n}",
                "client_id": 200 + n % 60,
                "users": [1, 1 + n % 60],
                "managers": [1 + n % 60],
                "budget_hours": 150,
            }
            for n in projects
        ],
        "tasks": [
            {"id": 5000 + n, "name": f"Task {n}", "project_id": 301 + n % 120} for n in range(960)
        ],
        "entries": [_entry(n) for n in range(ENTRIES)],
        "milestones": [
            {
                "id": 600 + n,
                "name": f"Milestone {n}",
                "project_id": 301 + n % 120,
                "due_date": f"2026-{8 + n % 4:02}-{1 + n % 28:02}",
                "complete": n % 3 == 0,
            }
            for n in range(240)
        ],
        "invoices": [_invoice(n) for n in range(INVOICES)],
        "invoicepayments": [
            {
                "id": 90000 + n,
                "invoice_id": 7000 + n,
                "amount": _total(n) / (1 + n % 3),
                "date": "2026-10-20",
            }
            for n in range(0, INVOICES, 2)
        ],
    }


def _entry(n: int) -> dict[str, Any]:
    day = 1 + n % 31
    entry: dict[str, Any] = {
        "id": 100000 + n,
        "task_id": 5000 + n * 7 % 960,
        "user_id": 1 + n % 60,
        "description": f"Work on part {n} of what was agreed with the client last week",
        "billed": n % 5 == 0,
    }
    if n % 2:
        hour = 6 + n // 60 % 12
        times = {"start_time": f"2026-10-{day:02}T{hour:02}:00:00Z", "duration": 900 + n % 1800}
    else:
        times = {"date": f"2026-10-{day:02}", "duration": 600 + n % 3600}
    return {**entry, **times}


def _invoice(n: int) -> dict[str, Any]:
    month, day = 1 + n % 10, 1 + n % 28
    return {
        "id": 7000 + n,
        "number": f"#INV-{n:05}",
        "client_id": 200 + n % 60,
        "status": ("sent", "viewed", "paid", "draft")[n % 4],
        "currency": ("EUR", "USD")[n % 60 % 2],
        "date": f"2026-{month:02}-{day:02}",
        "due_date": f"2026-{month + 1:02}-{day:02}",
        "total": _total(n),
    }


def _total(n: int) -> int:
    return 600 + n * 6
