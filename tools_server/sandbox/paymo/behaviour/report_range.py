"""The days that a report covers: named ones in the author's time zone, or two instants."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tools_server.sandbox.paymo.errors import invalid_value
from tools_server.sandbox.paymo.store import Record

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Range:
    """Unix seconds, the end left out; None is no limit."""

    start: int | None
    end: int | None
    zone: tzinfo

    def holds(self, entry: Record) -> bool:
        at = moment_of(entry, self.zone)
        return (self.start is None or at >= self.start) and (self.end is None or at < self.end)

    def ends(self, entries: Sequence[Record]) -> tuple[int | None, int | None]:
        """First and last second; without limits those of the time there is."""
        if self.start is not None and self.end is not None:
            return self.start, self.end - 1
        moments = [moment_of(entry, self.zone) for entry in entries]
        return (min(moments), max(moments)) if moments else (None, None)


def named_range(report: Record, now: int, zone: tzinfo, week_start: int) -> Range:
    """The range that a report asks for. Raises BadRequest."""
    name = report.get("date_interval")
    if not name:
        return Range(_instant(report, "start_date"), _instant(report, "end_date"), zone)
    if name == "all_time":
        return Range(None, None, zone)
    today = datetime.fromtimestamp(now, zone).date()
    monday = today - timedelta(days=(today.isoweekday() - week_start) % 7)
    month = today.replace(day=1)
    last_month = (month - DAY).replace(day=1)
    year = month.replace(month=1)
    spans = {
        "today": (today, today + DAY),
        "yesterday": (today - DAY, today),
        "this_week": (monday, monday + 7 * DAY),
        "last_week": (monday - 7 * DAY, monday),
        "this_month": (month, (month + 31 * DAY).replace(day=1)),
        "last_month": (last_month, month),
        "this_year": (year, year.replace(year=year.year + 1)),
        "last_year": (year.replace(year=year.year - 1), year),
    }
    first, after = spans[name]
    return Range(_midnight(first, zone), _midnight(after, zone), zone)


def moment_of(entry: Record, zone: tzinfo) -> int:
    """When an entry began; one with a day only, at that day's midnight."""
    start = entry["start_time"]
    return _midnight(date.fromisoformat(entry["date"]), zone) if start is None else int(start)


def zone_of(name: str | None) -> tzinfo:
    """UTC where the name is unknown."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def _midnight(day: date, zone: tzinfo) -> int:
    return int(datetime.combine(day, time(), zone).timestamp())


def _instant(report: Record, name: str) -> int:
    text: Any = report.get(name)
    if not str(text).isdecimal():
        raise invalid_value(name, "expected a unix timestamp")
    return int(text)
