"""Builds Paymo's ``where`` and ``include`` so that a value can never become a condition.

Paymo has three value dialects, and the field decides which: a datetime is compared with unix
seconds, a date with a bare YYYY-MM-DD, a text with a double-quoted text. How to escape a quote
inside a text is documented nowhere, so such a value is refused (Paymo API facts, sections 1.3 and
5.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, Literal

from tools_server.errors import InvalidArgument
from tools_server.paymo.resources import RELATIONS, Resource

Value = bool | int | str | date | datetime


class Kind(Enum):
    """What a field holds, and with it the dialect of its values."""

    NUMBER = "number"
    FLAG = "flag"
    TEXT = "text"
    DATE = "date"
    DATETIME = "datetime"


def _fields(kind: Kind, names: str) -> dict[str, Kind]:
    return dict.fromkeys(names.split(), kind)


KINDS: dict[str, Kind] = {
    **_fields(
        Kind.NUMBER,
        "id client_id project_id task_id tasklist_id milestone_id user_id invoice_id"
        " invoice_item_id users managers priority total",
    ),
    **_fields(Kind.FLAG, "active billable billed complete flat_billing invoiced is_bulk"),
    **_fields(Kind.TEXT, "name number code status type email currency"),
    **_fields(Kind.DATE, "date due_date start_date"),
    **_fields(Kind.DATETIME, "created_on updated_on start_time end_time completed_on"),
}
"""Every field that may be filtered on. No name means two kinds in two collections."""

UNSAFE = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029]')
_WORD = re.compile(r'[^%_"\\\s\x00-\x1f\x7f-\x9f\u2028\u2029]+')

Operator = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True)
class Where:
    """Conditions joined by ``and``. Immutable: every method returns a longer one."""

    conditions: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " and ".join(self.conditions)

    def compare(self, field: str, operator: Operator, value: Value) -> Where:
        return self._with(f"{_known(field)}{operator}{_literal(field, value)}")

    def given(self, **filters: Value | None) -> Where:
        """Equality for each filter that was given; None means it was not, and adds nothing."""
        where = self
        for field, value in filters.items():
            if value is not None:
                where = where.compare(field, "=", value)
        return where

    def between(self, field: str, first: date | None, last: date | None) -> Where:
        """Both ends inclusive; an end that is None is open."""
        where = self if first is None else self.compare(field, ">=", first)
        return where if last is None else where.compare(field, "<=", last)

    def one_of(self, field: str, values: Sequence[Value]) -> Where:
        """Membership. An empty list is a mistake of the caller: Paymo has no syntax for it."""
        if not values:
            raise ValueError(f"no values to look for in {field}")
        listed = ",".join(_literal(field, value) for value in values)
        return self._with(f"{_known(field)} in ({listed})")

    def is_null(self, field: str) -> Where:
        return self._with(f"{_known(field)}=null")

    def contains(self, field: str, text: str | None) -> Where:
        """Narrow to rows that may contain a text, by its longest word that is safe to send.

        A single word, because blanks count for nothing in ``contains_text`` and for something in
        Paymo. So the server finds at least every match, and the caller keeps the real ones. No
        text, or one without any safe word, adds none.
        """
        word = max(_WORD.findall(text or ""), key=len, default="")
        return self._with(f'{_known(field)} like "%{word}%"') if word else self

    def time_interval(self, start: datetime, end: datetime) -> Where:
        """Entries between two instants: the one filter that takes quoted ISO datetimes."""
        return self._with(f'time_interval in ("{iso(start)}","{iso(end)}")')

    def _with(self, condition: str) -> Where:
        return Where((*self.conditions, condition))


def contains_text(value: str | None, wanted: str | None) -> bool:
    """Whether a text contains another, whatever the case; every text contains None."""
    return wanted is None or folded(wanted) in folded(value or "")


def folded(text: str) -> str:
    """The form in which names are compared."""
    return " ".join(text.casefold().split())


def iso(instant: datetime) -> str:
    """An instant as Paymo writes it: UTC, whole seconds, ``Z``."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def include(resource: Resource[Any], paths: Iterable[str]) -> str:
    """An ``include`` of relations (``project``) and single fields of relations (``project.name``).

    Refuses a relation that the collection does not have: Paymo answers those with 400 or 500.
    """
    paths = list(paths)
    for path in paths:
        _check_path(resource.name, path.split("."))
    return ",".join(paths)


def _check_path(collection: str, steps: list[str]) -> None:
    for position, step in enumerate(steps):
        relation = RELATIONS[collection].get(step)
        is_field = position == len(steps) - 1 and position > 0 and step.isidentifier()
        if relation is None and not is_field:
            raise ValueError(f"{collection} cannot include {'.'.join(steps)}")
        collection = relation or collection


def _known(field: str) -> str:
    if field not in KINDS:
        raise ValueError(f"no kind is known for the field {field}")
    return field


def _literal(field: str, value: Value) -> str:
    kind = KINDS[field]
    if kind is Kind.FLAG and isinstance(value, bool):
        return "true" if value else "false"
    if kind is Kind.NUMBER and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if kind is Kind.DATETIME and isinstance(value, datetime) and value.tzinfo is not None:
        return str(int(value.timestamp()))
    if kind is Kind.DATE and isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if kind is Kind.TEXT and isinstance(value, str):
        return f'"{_safe(field, value)}"'
    raise InvalidArgument(
        f"{field}: {value!r} is not a {kind.value} as this filter needs it",
        hint=f"Give {field} as a {kind.value}.",
    )


def _safe(field: str, text: str) -> str:
    if UNSAFE.search(text):
        raise InvalidArgument(
            f"{field}: {text!r} holds a double quote, a backslash or a control character",
            hint="Paymo cannot compare such a text. Leave that character out, or filter by id.",
        )
    return text
