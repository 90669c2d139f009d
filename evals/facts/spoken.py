"""How a good answer may write a figure: spellings of which any one will do.

Answers are compared number by number, by value, so separators and trailing zeros do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

EARLY = 120  # characters


class Spellings(list[str]):
    """One thing, said in several ways."""


SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)

ASKING = Spellings(
    ["?", "which", "please say", "please tell", "tell me", "let me know", "please specify"]
)
DECLINING = Spellings(
    [
        *("can't", "cannot", "can not", "could not", "couldn't", "won't", "will not", "unable"),
        *("not able", "not possible", "not allowed", "don't", "do not", "doesn't", "does not"),
        *("isn't", "is not", "aren't", "are not", "not something", "only", "no longer", "refuse"),
    ]
)
ARCHIVED = Spellings(
    ["archived", "not active", "inactive", "no longer active", "isn't active", "closed"]
)
UNFINISHED = Spellings(
    ["not ", "no,", "no:", "no.", "no -", "isn't", "hasn't", "incomplete", "unfinished", "open"]
)
NOTHING = Spellings(
    ["no ", "no,", "no.", "not ", "n't", "none", "nothing", "nobody", "never", "zero", "0"]
)


def money(amount: Decimal | float) -> str:
    """An amount; its currency is apart."""
    return f"{Decimal(str(amount)):,.2f}"


def amounts(rows: Iterable[Any], field: str = "balance") -> list[str]:
    """The amounts of a column, or of ranked pairs."""
    return [money(row[1] if isinstance(row, tuple) else getattr(row, field)) for row in rows]


def currency(code: str) -> Spellings:
    """The code or the sign."""
    return Spellings([code, {"USD": "$", "EUR": "€", "GBP": "£"}[code]])


def hours(minutes: int) -> Spellings:
    """As minutes, as hours and minutes, as hours with decimals."""
    whole, rest = divmod(minutes, 60)
    exact = Decimal(minutes) / 60
    spelled = [f"{minutes} min", f"{whole}:{rest:02}"]
    if not rest:
        return Spellings([*spelled, f"{whole} h", f"{whole}h", f"{whole}.0 h"])
    if whole:
        spelled += [f"{whole} h {rest}", f"{whole}h {rest}", f"{whole}h{rest:02}"]
        spelled += [f"{whole} hour{s}{and_}{rest}" for s in ("", "s") for and_ in (" ", " and ")]
    return Spellings([*spelled, f"{exact:.2f}", f"{exact:.1f} h", f"{exact:.1f}h"])


def day(when: date | str) -> Spellings:
    """ISO, or day and month in words or figures, in either order."""
    on = date.fromisoformat(when) if isinstance(when, str) else when
    spelled = [on.isoformat(), f"{on.month}/{on.day}", f"{on.day}/{on.month}"]
    for month in dict.fromkeys((f"{on:%B}", f"{on:%b}")):
        spelled += [f"{on.day} {month}", f"{month} {on.day}", f"{month} {on.day:02}"]
        spelled += [f"{on.day}{ending} {month}" for ending in ("st", "nd", "rd", "th", ".")]
    return Spellings(spelled)


def n(things: int | Sequence[Any]) -> Spellings:
    """A count, of rows or as a number, in digits or as a word."""
    count = things if isinstance(things, int) else len(things)
    return Spellings([f"{count:,}", *([SMALL[count]] if count < len(SMALL) else [])])


def names(rows: Iterable[Any], field: str = "name") -> list[str]:
    """One field of each row, or the names of ranked pairs; numbers of invoices without their #."""
    return [str(_field(row, field)).lstrip("#") for row in rows]


def words(text: str | list[str]) -> str:
    """A pattern for the words alone: a text, or one of some spellings. Tables do not count."""
    ways = text if isinstance(text, list) else [text]
    return f"({'|'.join(_pattern(way) for way in ways)})"


def upfront(text: str | list[str]) -> str:
    """A pattern for what an answer has to say first, as who it is where one is asked for."""
    return rf"(?s)\A.{{0,{EARLY}}}{words(text)}"


def _pattern(text: str) -> str:
    """Numbers with or without separators and zero cents, and never as a part of another one."""
    escaped = re.escape(text).replace(r"\ ", " ")
    escaped = re.sub(r"(?<=\d),(?=\d)", ",?", escaped)
    escaped = re.sub(r"\\\.00$", r"(\\.00)?", escaped)
    before = r"(?<![\w.,-])" if text[:1].isdigit() else ""
    after = r"(?!\d|[.,]\d)" if text[-1:].isdigit() else ""
    return f"{before}{escaped}{after}"


def _field(row: Any, field: str) -> Any:
    if isinstance(row, tuple):
        return row[0]
    return row[field] if isinstance(row, dict) else getattr(row, field)
