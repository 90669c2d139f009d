"""Money, minutes, days and lists in the words people use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from agent.models.builtin.request import Request
from agent.models.builtin.text.calendar import Period, month_period, year_period

SHOWN = 8
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def money(currency: str | None, amount: Any) -> str:
    """ "USD 1,250.00"; the currency is left out only where the record has none."""
    figure = f"{Decimal(str(amount or 0)):,.2f}"
    return f"{currency} {figure}" if currency else figure


def minutes(count: int) -> str:
    """ "240 minutes (4 h)", "1,230 minutes (20 h 30 min)", "45 minutes"."""
    hours, rest = divmod(int(count), 60)
    text = f"{int(count):,} {'minute' if count == 1 else 'minutes'}"
    if not hours:
        return text
    return f"{text} ({hours:,} h {rest} min)" if rest else f"{text} ({hours:,} h)"


def day(value: date | str | None) -> str:
    """ "Fri 30 Oct 2026"."""
    if value is None:
        return "no date"
    found = value if isinstance(value, date) else date.fromisoformat(value[:10])
    return f"{found:%a} {found.day} {found:%b %Y}"


def part_label(by: str, value: str | int | None) -> str:
    """A week, month, quarter, year or day that figures are split by: "October 2026"; a weekday
    counts from 1, which is Monday."""
    if not value:
        return "without a date"
    if isinstance(value, int):
        return WEEKDAYS[value - 1]
    if by == "month":
        return f"{date.fromisoformat(f'{value}-01'):%B %Y}"
    if by == "quarter":
        year, quarter = value.split("-")
        return f"{quarter} {year}"
    return f"week of {day(value)}" if by == "week" else day(value) if by == "date" else value


def period(value: Period | None) -> str:
    """ "on Fri 30 Oct 2026", "in October 2026", "from ... to ...", or nothing."""
    if value is None:
        return ""
    first, last = value.first, value.last
    if first is None or last is None:
        if first is not None:
            return f"since {day(first)}"
        return f"until {day(last)}" if last else ""
    if first == last:
        return f"on {day(first)}"
    if value == month_period(first.year, first.month):
        return f"in {first:%B %Y}"
    if value == year_period(first.year):
        return f"in {first.year}"
    return f"from {day(first)} to {day(last)}"


def period_label(value: Period) -> str:
    """ "October 2026", "Mon 2 Nov 2026", "Mon 26 Oct 2026 to Sun 1 Nov 2026"."""
    return period(value).removeprefix("in ").removeprefix("on ").removeprefix("from ")


def percent(part: Decimal, whole: Decimal) -> str:
    """ "12.5 %"; of nothing there is no share."""
    if not whole:
        return "no share"
    figure = (part * 100 / whole).quantize(Decimal("0.1"))
    return f"{figure.normalize():f} %" if figure == figure.to_integral_value() else f"{figure} %"


def plural(count: int, noun: str) -> str:
    """ "1 invoice", "12 invoices", "no entries"."""
    many = noun[:-1] + "ies" if noun.endswith("ry") else f"{noun}s"
    return f"{f'{count:,}' if count else 'no'} {noun if count == 1 else many}"


_RANKS = {1: "", 2: "second ", 3: "third ", 4: "fourth ", 5: "fifth "}


def ranked(rank: int) -> str:
    """What stands before "largest": nothing for the first, "second ", "third ", "12th "."""
    return _RANKS.get(rank, f"{rank}th ")


def has(count: int) -> str:
    return "has" if count == 1 else "have"


def until_due(request: Request, row: Mapping[str, Any]) -> str:
    """How far off the day is that something open is due, where that is asked."""
    if not row.get("due_date") or not request.says(r"days|weeks|how (?:long|far|much time|soon)"):
        return ""
    left = (date.fromisoformat(row["due_date"]) - request.calendar.today).days
    return f"in {plural(left, 'day')}" if left > 0 else "" if left else "today"


def yes_no(measure: str, holds: object) -> str:
    """ "Yes: " or "No: " where that was asked, else nothing."""
    if measure != "yes-no":
        return ""
    return "Yes: " if holds else "No: "


def people(row: Mapping[str, Any], names: Mapping[int, str]) -> str:
    """Those on a task or a project: "Anna and user 12", or "nobody"."""
    found = [names.get(user_id, f"user {user_id}") for user_id in row.get("user_ids") or []]
    return listed(found) or "nobody"


def bullets(lines: Sequence[str], total: int | None = None, shown: int = SHOWN) -> str:
    """Up to eight lines as a plain list; what is left out is said."""
    kept = lines[:shown]
    text = "".join(f"\n- {line}" for line in kept)
    left = (len(lines) if total is None else total) - len(kept)
    return f"{text}\n{left:,} more in the table." if left > 0 else text


def joined(parts: Iterable[str | None], separator: str = ", ") -> str:
    return separator.join(part.strip() for part in parts if part and part.strip())


def listed(names: Sequence[str]) -> str:
    """ "Anna, Ben and Carla"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def few(names: Sequence[str], shown: int = 6) -> str:
    """The same for a list that may be long: "Anna, Ben and 12 more"."""
    if len(names) <= shown:
        return listed(names)
    return f"{', '.join(names[:shown])} and {len(names) - shown} more"


def sentence(text: str) -> str:
    """Capitalised and ended with a full stop."""
    cleaned = " ".join(text.split())
    ended = cleaned if cleaned.endswith((".", "?", "!", ":")) else f"{cleaned}."
    return ended[:1].upper() + ended[1:]
