"""Which year or month a date means that has none: the lean of the request decides."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from agent.models.builtin.text.calendar import Calendar, Period

Lean = Literal["past", "future", "near"]
Match = re.Match[str]

# "30 October" said in early November is the one just gone, whatever the lean: nobody means eleven
# months ahead, and a wrong year in a write is worse than a day that is refused.
CLOSE_DAYS = 31


def one_day(day: date | None) -> Period | None:
    return Period(day, day) if day else None


def safe_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def leaning(candidates: list[Period], calendar: Calendar, lean: Lean) -> Period | None:
    """Of the same day or month in several years, the one the request leans to."""
    today = calendar.today
    past = [p for p in candidates if p.first and p.first <= today]
    ahead = [p for p in candidates if p.last and p.last >= today]
    if lean == "past":
        return past[-1] if past else None
    if lean == "future":
        return ahead[0] if ahead else None
    middle = [(abs(((p.first or today) - today).days), p) for p in candidates]
    return min(middle, key=lambda pair: pair[0])[1] if middle else None


def leaning_day(days: list[date | None], calendar: Calendar, lean: Lean) -> Period | None:
    """Of the same date in several years: the one just gone or just ahead wins over the lean."""
    candidates = [Period(day, day) for day in days if day]
    today = calendar.today
    close = [p for p in candidates if p.first and abs((p.first - today).days) <= CLOSE_DAYS]
    if close:
        return min(close, key=lambda p: abs(((p.first or today) - today).days))
    return leaning(candidates, calendar, lean)
