"""When time was worked: a day and its seconds, or a start and an end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tools_server.errors import InvalidArgument
from tools_server.paymo.models import Entry
from tools_server.tools.wording import shown_day, shown_minutes, shown_time

DAY_SECONDS = 24 * 3600

# Outside of them a year is a slip of the keyboard, and time zones run out of calendar.
_YEARS = range(2000, 2200)


@dataclass(frozen=True)
class Span:
    """A stretch of work. ``start`` and ``end`` carry the account's time zone, or are both None."""

    day: date
    seconds: int
    start: datetime | None = None
    end: datetime | None = None

    @property
    def minutes(self) -> int:
        """Whole minutes."""
        return self.seconds // 60

    @property
    def duration_argument(self) -> str:
        """The argument that decides how long it is."""
        return "end_time" if self.end else "minutes"

    def overlaps(self, entry: Entry) -> bool:
        """Whether an entry with a start runs at the same time.

        Touching is no overlap. A running timer overlaps whatever ends after its start.
        """
        if self.start is None or self.end is None or entry.start_time is None:
            return False
        return entry.start_time < self.end and (
            entry.end_time is None or entry.end_time > self.start
        )


def span_of_minutes(minutes: int, day: date) -> Span:
    """A number of minutes on a day. Raises `InvalidArgument` for more than a day has."""
    _check_year("date", day)
    if minutes * 60 > DAY_SECONDS:
        raise InvalidArgument(
            f"minutes: {shown_minutes(minutes)} are more than a day has.",
            hint="Log each day on its own, at most 1440 minutes.",
        )
    return Span(day, minutes * 60)


def span_of_times(start: datetime, end: datetime, zone: ZoneInfo) -> Span:
    """From a start to an end, local where they carry no offset, on the start's local day.

    Raises `InvalidArgument` unless it is between a minute (Paymo API facts, section 8.8) and a day.
    """
    _check_year("start_time", start)
    _check_year("end_time", end)
    start, end = _local(start, zone), _local(end, zone)
    seconds = int((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds())
    if seconds <= 0:
        raise InvalidArgument(
            f"end_time: {shown_time(end)} is not after the start, {shown_time(start)}.",
            hint="Give an end_time after start_time.",
        )
    if seconds < 60:
        raise InvalidArgument(
            "end_time: Paymo takes no entry under a minute.", hint="Log at least one minute."
        )
    if seconds > DAY_SECONDS:
        raise InvalidArgument(
            f"end_time: {shown_minutes(seconds // 60)} are more than a day has.",
            hint="Log each day on its own.",
        )
    return Span(start.date(), seconds, start, end)


def refuse_future(span: Span, today: date) -> None:
    """Raise `InvalidArgument` for time on a day that has not come yet."""
    last = (span.end - timedelta(seconds=1)).date() if span.end else span.day
    if last > today:
        raise InvalidArgument(
            f"{'end_time' if span.end else 'date'}: {shown_day(last)} is in the future;"
            f" today is {shown_day(today)}.",
            hint="Log time on the day it was worked.",
        )


def _check_year(field: str, day: date) -> None:
    if day.year not in _YEARS:
        raise InvalidArgument(
            f"{field}: the year {day.year} cannot be meant.", hint="Write it as in 2026-10-30."
        )


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    """The moment in the zone and in whole seconds, as Paymo keeps it.

    A local time that the clocks skipped becomes the one they showed an hour later: through UTC, so
    that reading the result again gives the same.
    """
    known = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return known.astimezone(UTC).astimezone(zone).replace(microsecond=0)
