"""Time entries of an odd world: at the edges of its month, over nights, and when clocks change."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Row = dict[str, Any]

NOTES = (
    *("Work",) * 6,
    None,
    "",
    "  \n ",
    "<p></p>",
    "<p>&nbsp;</p><br/>",
    "<b>Bold</b> work",
    "a < b",
    "=HYPERLINK('x')",
    "<img src=x onerror=alert(1)>",
    "&lt;p&gt;",
    "<!-- nothing -->",
    "<ul><li></li></ul>",
)
LENGTHS = (1, 29, 30, 31, 60, 89, 90, 150, 900, 3599, 3600, 5400, 12345, 28800)
LONG = (43199, 43200, 43201, 50000)


class Timesheets:
    """Makes entries for ``people`` on ``tasks``; ``zone`` is where the account is."""

    def __init__(
        self,
        dice: random.Random,
        zone: str,
        first: date,
        last: date,
        today: date,
        people: list[Row],
        tasks: list[Row],
    ) -> None:
        self._dice = dice
        self._zone = ZoneInfo(zone)
        self._first, self._last, self._today = first, last, today
        self._people = people
        self._tasks = [task for task in tasks if task["project_id"] != 310]
        self._found: list[Row] = []

    def entries(self) -> list[Row]:
        """Some three hundred, in no order of time."""
        self._at_the_edges()
        self._when_clocks_change()
        self._one_after_the_other()
        self._over_the_months()
        self._running()
        self._a_good_timesheet()
        return self._found

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time.min, self._zone).astimezone(UTC)

    def _at_the_edges(self) -> None:
        """A second and a minute around every midnight that bounds the month or the year before."""
        day = timedelta(days=1)
        year_before = self._first.replace(year=self._first.year - 1, day=1)
        for bound in (self._first, self._last + day, year_before, self._today):
            for shift in (-3600, -1, 0, 1, 1800):
                start = self._midnight(bound) + timedelta(seconds=shift)
                self._timed(start, self._dice.choice(LENGTHS))
            for shift in (-1, 0):
                self._bulk(bound + shift * day, self._dice.choice(LENGTHS))

    def _when_clocks_change(self) -> None:
        """From before to after, and within the hour that is there twice or not at all."""
        for at in range((self._last - self._first).days + 1):
            start = self._midnight(self._first + timedelta(days=at))
            length = self._midnight(self._first + timedelta(days=at + 1)) - start
            if length == timedelta(days=1):
                continue
            for hours in (-1, 0, 1, 1.5, 2, 22, 23, 24):
                begin = start + timedelta(hours=hours)
                self._timed(begin, self._dice.choice([*LENGTHS, *LONG]))
            self._timed(start, int(length.total_seconds()))

    def _one_after_the_other(self) -> None:
        """Chains of a person whose parts touch, overlap by a second or more, or leave a gap."""
        for person in self._people[:5]:
            day = self._first + timedelta(days=self._dice.randrange(-1, 27))
            at = self._midnight(day) + timedelta(hours=self._dice.choice([8, 20, 23]))
            for _ in range(7):
                length = self._dice.choice([60, 900, 7200])
                self._timed(at, length, person["id"])
                at += timedelta(seconds=length + self._dice.choice([-length, -60, -1, 0, 0, 1, 60]))

    def _over_the_months(self) -> None:
        for _ in range(150):
            day = self._first + timedelta(days=self._dice.randrange(-420, 45))
            length = self._dice.choice([*LENGTHS, self._dice.randrange(1, 30000)])
            length = self._dice.choice(LONG) if self._dice.random() < 0.1 else length
            if self._dice.random() < 0.5:
                self._bulk(day, length)
            else:
                hours = self._dice.choice([0, 7, 9, 17, 22, 23.5])
                self._timed(self._midnight(day) + timedelta(hours=hours), length)

    def _running(self) -> None:
        """At most one of a person, begun whenever."""
        for person, days in zip(self._people, (0, 1, 40), strict=False):
            start = self._midnight(self._today - timedelta(days=days)) + timedelta(hours=1)
            self._found.append({**self._entry(person["id"]), "start_time": _iso(start)})

    def _a_good_timesheet(self) -> None:
        """Someone who is at half of the working days to the second, and somebody just above it."""
        day = self._first
        while day < min(self._last + timedelta(days=1), self._today):
            hours = self._people[3]["workday_hours"]
            self._bulk(day, int(hours * 1800), self._people[3]["id"])
            self._bulk(day, 36000, self._people[4]["id"])
            day += timedelta(days=1)

    def _timed(self, start: datetime, seconds: int, user_id: int | None = None) -> None:
        end = start + timedelta(seconds=seconds)
        times = {"start_time": _iso(start), "end_time": _iso(end), "duration": seconds}
        self._found.append({**self._entry(user_id), **times})

    def _bulk(self, day: date, seconds: int, user_id: int | None = None) -> None:
        bulk = {"date": day.isoformat(), "duration": seconds}
        self._found.append({**self._entry(user_id), **bulk})

    def _entry(self, user_id: int | None) -> Row:
        return {
            "id": 100000 + len(self._found),
            "task_id": self._dice.choice(self._tasks)["id"],
            "user_id": user_id or self._dice.choice(self._people)["id"],
            "description": self._dice.choice(NOTES),
            "billed": self._dice.random() < 0.3,
            "invoice_item_id": None,
        }


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
