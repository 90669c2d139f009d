"""The studio's calendar: days counted back from today, months, holidays, local time to UTC."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HISTORY_DAYS = 730
STUDIO_ZONE = "America/New_York"
ONE_DAY = timedelta(days=1)

FIXED_HOLIDAYS = {(1, 1), (6, 19), (7, 4), (11, 11)}
CLOSED_FROM_DECEMBER = 24  # the studio is closed from here to the end of the year
NTH_MONDAYS = {(1, 3), (2, 3), (9, 1), (10, 2)}  # (month, which Monday)


@dataclass(frozen=True)
class Almanac:
    """Days relative to `today`, a local day at the studio."""

    today: date

    def ago(self, days: int) -> date:
        """The day `days` before today; negative numbers lie ahead."""
        return self.today - timedelta(days=days)

    def workday_ago(self, days: int) -> date:
        """The last working day on or before `ago(days)`."""
        return last_workday(self.ago(days))

    def month_start(self, back: int = 0) -> date:
        """First day of the calendar month `back` months before the one of today."""
        months = self.today.year * 12 + self.today.month - 1 - back
        return date(months // 12, months % 12 + 1, 1)

    def month_end(self, back: int = 0) -> date:
        """Last day of that month."""
        return self.month_start(back - 1) - ONE_DAY

    def week_end(self) -> date:
        """Friday of this week, or today where Friday is over."""
        return max(self.today, self.today + timedelta(days=4 - self.today.weekday()))

    def history(self) -> Iterator[date]:
        """Every day of the two years up to yesterday, oldest first."""
        for days in range(HISTORY_DAYS, 0, -1):
            yield self.ago(days)


def is_workday(day: date) -> bool:
    """Monday to Friday, no holiday of the studio."""
    return day.weekday() < 5 and not is_holiday(day)


def last_workday(day: date) -> date:
    """The last working day on or before `day`."""
    while not is_workday(day):
        day -= ONE_DAY
    return day


def is_holiday(day: date) -> bool:
    """US public holidays, the Friday after Thanksgiving, and the closed days of December."""
    nth = (day.day - 1) // 7 + 1
    if (day.month, day.day) in FIXED_HOLIDAYS:
        return True
    if day.month == 12 and day.day >= CLOSED_FROM_DECEMBER:
        return True
    if day.weekday() == 0:
        return (day.month, nth) in NTH_MONDAYS or (day.month == 5 and day.day > 24)
    thanksgiving = day.weekday() == 3 and nth == 4
    day_after = day.weekday() == 4 and 23 <= day.day <= 29
    return day.month == 11 and (thanksgiving or day_after)


def at(day: date, minutes: int, zone: str = STUDIO_ZONE) -> datetime:
    """The instant of a wall-clock time, `minutes` after midnight of `day` in `zone`."""
    wall = datetime.combine(day, time(minutes // 60, minutes % 60), ZoneInfo(zone))
    return wall.astimezone(UTC)


def iso(moment: datetime) -> str:
    """Paymo's spelling: UTC with `Z`, whole seconds (Paymo API facts, section 1.3)."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def stamp(day: date, minutes: int = 17 * 60) -> str:
    """`at` in Paymo's spelling; late afternoon unless told."""
    return iso(at(day, minutes))
