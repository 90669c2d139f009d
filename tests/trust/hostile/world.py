"""The studio with the corpus planted in it: one record of each kind for each string."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from tests import studio

FIRST_ID = 10_000
"""Record number n of every kind has the id 10,000 + n, and belongs to the others of its number."""

GROUP = 8
"""So many strings follow each other in their days and share a member, so that a model can ask for
them alone.
"""
MARKED = 3
"""So many share the mark at the end of the names of users and clients."""

CLIENT_TEXTS = (
    "name", "email", "phone", "website", "address", "city", "state", "postal_code", "country",
    "fiscal_information",
)  # fmt: skip

_WORKED, _DUE = date(2026, 3, 2), date(2026, 11, 9)

World = dict[str, Any]


def studio_world() -> World:
    """The clean studio."""
    world: World = json.loads(studio.WORLD.read_text("utf-8"))
    return world


def planted_world(texts: Sequence[str]) -> World:
    """The studio, and for each string a client, a project, a task, ... that have it everywhere."""
    world = studio_world()
    for number, text in enumerate(texts):
        for collection, row in _records(number, text):
            world[collection].append({"id": FIRST_ID + number, **row})
    return world


def reads(count: int) -> list[list[tuple[str, dict[str, Any]]]]:
    """The calls of each turn, which together show a model all that this many strings stand in.

    First turns that read much; then turns that read a little, and leave calls to act upon it: a
    turn may take twelve.
    """
    groups = [range(at, min(at + GROUP, count)) for at in range(0, count, GROUP)]
    marks = dict.fromkeys(map(mark, range(count)))
    return [
        *(_reads_of_group(group) for group in groups),
        *([("list_clients", {"name": name})] for name in marks),
    ]


def _reads_of_group(numbers: Sequence[int]) -> list[tuple[str, dict[str, Any]]]:
    first, last = numbers[0], numbers[-1]
    marks = dict.fromkeys(map(mark, numbers))
    worked = {"date_from": _worked(first), "date_to": _worked(last)}
    due = {"due_from": _due(first), "due_to": _due(last)}
    return [
        *(("list_users", {"name": name}) for name in marks),
        ("list_projects", {"user_id": FIRST_ID + first}),
        ("get_project_details", {"project_id": FIRST_ID + first}),
        ("list_tasks", {"user_id": 1, **due}),
        ("list_milestones", due),
        ("list_time_entries", worked),
        ("list_invoices", {"status": "all", "with_items": True, **worked}),
    ]


def mark(number: int) -> str:
    """What ends the names of users and clients of a few strings."""
    return f"U{number // MARKED:03}U"


def _worked(number: int) -> str:
    return (_WORKED + timedelta(days=number)).isoformat()


def _due(number: int) -> str:
    return (_DUE + timedelta(days=number)).isoformat()


def _records(number: int, text: str) -> list[tuple[str, dict[str, Any]]]:
    id = FIRST_ID + number
    shared = FIRST_ID + number // GROUP * GROUP
    named = f"{text} {mark(number)}"
    return [
        ("users", {
            "name": named, "email": text, "position": text, "timezone": text,
            "type": "Employee",
        }),
        ("clients", {**dict.fromkeys(CLIENT_TEXTS, text), "name": named}),
        ("projects", {
            "name": text, "code": text, "description": text, "client_id": id,
            "users": [id, shared, 1], "managers": [id], "billable": True,
        }),
        ("milestones", {
            "name": text, "project_id": id, "user_id": id, "due_date": _due(number),
        }),
        ("tasklists", {"name": text, "project_id": id}),
        ("tasks", {
            "name": text, "code": text, "description": text, "tasklist_id": id, "user_id": 1,
            "users": [id, 1], "due_date": _due(number),
        }),
        ("entries", {
            "task_id": id, "user_id": id, "date": _worked(number), "duration": 600,
            "description": text,
        }),
        ("invoices", {
            "number": text, "title": text, "client_id": id, "project_id": id, "currency": "EUR",
            "status": "sent", "date": _worked(number), "due_date": _due(number),
        }),
        ("invoiceitems", {
            "invoice_id": id, "item": text, "description": text, "price_unit": 1, "quantity": 1,
        }),
    ]  # fmt: skip
