"""What a review says and the oracle does not, row by row and figure by figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

Row = dict[str, Any]

# What makes a row the same row in both.
IDENTITY = {
    "invoiced": ("client_id", "currency"),
    "drafts": ("invoice_id",),
    "overdue": ("invoice_id",),
    "aging": ("client_id", "currency"),
    "unbilled_time": ("project_id",),
    "unbilled_earlier": ("project_id",),
    "flat_to_invoice": ("kind", "id"),
    "milestones": ("milestone_id",),
    "over_budget": ("project_id",),
    "hygiene": ("kind", "entry_id"),
    "missing_timesheets": ("user_id",),
    "totals": ("currency",),
}
WORDS = {"detail"}
"""Fields that are phrased, not worked out."""


def differences(expected: Row, found: Row, *, proposals: bool = True) -> list[str]:
    """Each in a line; none where both are the same to the cent and minute."""
    told = [
        f"{name}: {found.get(name)!r}, not {expected[name]!r}"
        for name in ("month", "as_of", "timezone")
        if found.get(name) != expected[name]
    ]
    for section in IDENTITY:
        told += _section(section, expected[section], found.get(section))
    if proposals:
        told += _proposals(expected["proposals"], found["proposals"])
    return told


def _section(name: str, expected: list[Row], found: list[Row] | None) -> list[str]:
    if found is None:
        return [f"{name}: incomplete"]
    wanted, given = _by_identity(name, expected), _by_identity(name, found)
    told = [f"{name} {key}: there twice" for key, rows in given.items() if len(rows) > 1]
    told += [f"{name} {key}: missing {wanted[key][0]}" for key in wanted.keys() - given.keys()]
    told += [f"{name} {key}: too many, {given[key][0]}" for key in given.keys() - wanted.keys()]
    for key in wanted.keys() & given.keys():
        told += [f"{name} {key}: {each}" for each in _fields(wanted[key][0], given[key][0])]
    return told + _order(name, found)


def _by_identity(name: str, rows: Iterable[Row]) -> dict[tuple[Any, ...], list[Row]]:
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(tuple(row[field] for field in IDENTITY[name]), []).append(row)
    return found


def _fields(expected: Row, found: Row) -> list[str]:
    told = [f"has {field} as well" for field in found.keys() - expected.keys() - WORDS]
    for field, value in expected.items():
        if field not in found:
            told.append(f"has no {field}")
        elif not _same(value, found[field]):
            shown = float(value) if isinstance(value, Fraction) else value
            told.append(f"{field} {found[field]!r}, not {shown!r}")
    return told


def _same(expected: Any, found: Any) -> bool:
    if isinstance(expected, bool | str) or isinstance(found, bool):
        return type(expected) is type(found) and bool(expected == found)
    if isinstance(expected, int | Fraction) and isinstance(found, int | float):
        return Fraction(str(found)) == expected
    return expected is None and found is None


def _order(name: str, rows: list[Row]) -> list[str]:
    """Client, then currency, then project, due date or number, as far as a section has them."""
    sorts = ["client", "currency", "project", "due_date"]
    fields = [field for field in sorts if rows and field in rows[0]]
    if rows and "number" in rows[0] and "due_date" not in fields:
        fields.append("number")
    if "client" not in fields:
        return []
    keys = [tuple(str(row[field] or "").casefold() for field in fields) for row in rows]
    return [] if keys == sorted(keys) else [f"{name}: not in order of {fields}"]


def _proposals(expected: list[Row], found: list[Row]) -> list[str]:
    """Tasks by project and assignee; where the rules allow several projects, one of them."""
    told = [f"proposals: {row['tool']}" for row in found if row["tool"] != "create_task"]
    left = Counter(
        (row["args"]["project_id"], tuple(row["args"].get("user_ids") or ())) for row in found
    )
    for row in sorted(expected, key=lambda row: len(row["projects"])):
        options = [
            (project, () if user is None else (user,)) for project, user in row["projects"].items()
        ]
        taken = next((option for option in options if left[option]), None)
        if taken:
            left[taken] -= 1
        elif options:
            told.append(f"proposals: none for {row['about']} in {options}")
    told += [f"proposals: {count} too many in {key}" for key, count in left.items() if count]
    return told
