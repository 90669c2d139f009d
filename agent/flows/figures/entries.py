"""What is remembered of a time entry, and the day it belongs to.

All time ever tracked is read, because budgets and running timers need it, so little is kept: of an
entry outside the month its project, person, day and seconds, and its rate where it is not billed;
of one in the month, of a running one, and of one that reaches into the month, all the checks need.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime, time
from zoneinfo import ZoneInfo

from agent.flows.figures.month import Stretch, shown_day
from agent.flows.report import Row


def keeper(month: Stretch, zone: ZoneInfo) -> Callable[[Row], Row]:
    """Makes of the record of an entry what is kept: ``id``, ``project_id``, ``user_id``,
    ``seconds``, ``day``; where it is time to bill of the month or the year before also ``rate``
    (the task's); in full also ``user``, ``task``, ``running``, ``undescribed``, and ``start`` and
    ``end`` in unix seconds.
    """
    begin = int(datetime.combine(month.first, time.min, zone).timestamp())

    def keep(record: Row) -> Row:
        start, end = _unix(record["start_time"]), _unix(record["end_time"])
        day = _day(record, start, end, zone)
        kept: Row = {
            "id": record["id"],
            "project_id": record["project_id"],
            "user_id": record["user_id"],
            "seconds": record["seconds"],
            "day": day,
        }
        if _is_to_bill(record) and (month.holds(day) or month.follows(day)):
            kept["rate"] = record["task_price_per_hour"]
        if (
            month.holds(day)
            or record["running"]
            or (end is not None and end >= begin > (start or 0))
        ):
            kept |= {
                "user": _shared(record["user"]),
                "task": _shared(record["task"]),
                "running": record["running"],
                "undescribed": record["billable"] and not (record["description"] or "").strip(),
                "start": start,
                "end": end,
            }
        return kept

    return keep


def is_to_bill(kept: Row) -> bool:
    """Whether it is finished time by the hour that no invoice holds yet."""
    return "rate" in kept


def is_full(kept: Row) -> bool:
    """Whether everything the checks need was kept of it."""
    return "running" in kept


def of_month(kept: list[Row], month: Stretch) -> list[Row]:
    """The finished entries of the month; running timers belong to no month."""
    return [row for row in kept if month.holds(row["day"]) and not row["running"]]


def local_time(unix: int, zone: ZoneInfo) -> str:
    """Day and time in the account's time zone: "Fri 30 Oct 2026, 09:00"."""
    moment = datetime.fromtimestamp(unix, zone)
    return f"{shown_day(moment.date())}, {moment:%H:%M}"


def _is_to_bill(record: Row) -> bool:
    """Project and task are both billable, and neither has a flat price."""
    free = not (record["running"] or record["billed"] or record["invoice_item_id"] is not None)
    return bool(free and record["billable"] and not record["flat_billing"])


def _day(record: Row, start: int | None, end: int | None, zone: ZoneInfo) -> str | None:
    """The local day an entry with start and end began on, else its ``date``."""
    if start is not None and end is not None:
        return _shared(datetime.fromtimestamp(start, zone).date().isoformat())
    return _shared(record["date"])


def _unix(instant: str | None) -> int | None:
    return None if instant is None else int(datetime.fromisoformat(instant).timestamp())


def _shared(text: str | None) -> str | None:
    """One text in memory for all that are equal."""
    return None if text is None else sys.intern(text)
