"""Entries that look like one to be logged: duplicates before it, and its own record after it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tools_server.governance.settling import Sighting
from tools_server.paymo import models as paymo
from tools_server.paymo.resources import ENTRIES
from tools_server.paymo.where import Where, folded
from tools_server.tools.context import ToolContext
from tools_server.tools.from_paymo import entry_day, entry_record
from tools_server.tools.markup import plain_text
from tools_server.tools.time import ENTRY_INCLUDES


async def entries_around(
    context: ToolContext,
    user_id: int,
    day: date,
    zone: ZoneInfo,
    includes: Sequence[str] = (),
) -> list[paymo.Entry]:
    """The person's entries on this day and its neighbours: entries may reach over midnight, and
    where Paymo puts bulk entries in an interval is unknown (Paymo API facts, section 5.2).
    """
    midnight = datetime.combine(day, time(), zone)
    where = (
        Where()
        .compare("user_id", "=", user_id)
        .time_interval(midnight - timedelta(days=1), midnight + timedelta(days=2))
    )
    return await context.paymo.list(ENTRIES, where, includes)


def is_alike(entry: paymo.Entry, *, task_id: int, day: date, seconds: int, zone: ZoneInfo) -> bool:
    """Whether an entry has this task, day and amount of time."""
    return entry.task_id == task_id and entry_day(entry, zone) == day and entry.seconds == seconds


async def find_created(context: ToolContext, args: dict[str, Any]) -> list[Sighting]:
    """The entries that `create_time_entry` may have made of canonical arguments: any of the person
    on the task around the day.
    """
    zone = await context.timezone()
    start = _instant(args, "start_time")
    day = start.astimezone(zone).date() if start else date.fromisoformat(args["date"])
    found = await entries_around(context, args["user_id"], day, zone, ENTRY_INCLUDES)

    def is_what_was_sent(entry: paymo.Entry) -> bool:
        alike = is_alike(entry, task_id=args["task_id"], day=day, seconds=_seconds(args), zone=zone)
        return alike and start in (None, entry.start_time) and _has_text(entry, args)

    return [
        Sighting(entry.id, entry_record(entry, zone), exact=is_what_was_sent(entry))
        for entry in found
        if entry.task_id == args["task_id"]
    ]


def _seconds(args: dict[str, Any]) -> int:
    start, end = _instant(args, "start_time"), _instant(args, "end_time")
    if start and end:
        return int((end - start).total_seconds())
    return int(args["minutes"]) * 60


def _instant(args: dict[str, Any], name: str) -> datetime | None:
    return datetime.fromisoformat(args[name]) if name in args else None


def _has_text(entry: paymo.Entry, args: dict[str, Any]) -> bool:
    stored, sent = plain_text(entry.description), plain_text(args.get("description"))
    return folded(stored or "") == folded(sent or "")
