"""Time entries: the list. The tool that creates one has its own file."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tools_server.errors import InvalidArgument
from tools_server.paymo import models as paymo
from tools_server.paymo.resources import ENTRIES
from tools_server.paymo.where import Where
from tools_server.tools.context import ToolContext
from tools_server.tools.from_paymo import entry_day, entry_record
from tools_server.tools.lookup import confirm
from tools_server.tools.paging import Listing, PageInput, Query, read_listing
from tools_server.tools.records import TimeEntry
from tools_server.tools.registry import tool

ENTRY_INCLUDES = (
    "task.name",
    "task.billable",
    "task.flat_billing",
    "task.price_per_hour",
    "task.project.name",
    "task.project.client_id",
    "task.project.billable",
    "task.project.flat_billing",
    "task.project.client.name",
    "user.name",
)
"""What `entry_record` needs beside the entry's own fields. An entry cannot include its project."""

WIDENED = timedelta(days=1)
"""Paymo matches intervals in UTC and nobody documents where in them an entry without times
falls.
"""

FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2100, 1, 1)
"""Open ends of an interval: no time is logged beyond them."""


class ListTimeEntries(PageInput):
    date_from: date | None = None
    date_to: date | None = None
    project_id: int | None = None
    client_id: int | None = None
    task_id: int | None = None
    user_id: int | None = None
    billed: bool | None = None


@tool(title="List time entries", input=ListTimeEntries, output=Listing[TimeEntry])
async def list_time_entries(context: ToolContext, args: ListTimeEntries) -> Listing[TimeEntry]:
    """Logged time with task, project, client, person and billing state. Needs at least one filter.
    Days are the account's local days, both ends inclusive; a running timer counts 0 minutes."""
    if not any(value is not None for value in args.filters().values()):
        raise InvalidArgument(
            "at least one filter is required",
            hint="Give a day range (date_from, date_to), or a project, client, task or user.",
        )
    zone = await context.timezone()

    def record(entry: paymo.Entry) -> TimeEntry | None:
        return entry_record(entry, zone) if _is_asked_for(entry, args, zone) else None

    query = Query(ENTRIES, [_where(args, zone)], record, ENTRY_INCLUDES)
    listing = await read_listing(context, Listing[TimeEntry], args, query)
    if listing.is_blank(args):
        await confirm(
            context,
            project_id=args.project_id,
            client_id=args.client_id,
            task_id=args.task_id,
            user_id=args.user_id,
        )
    return listing


def _where(args: ListTimeEntries, zone: ZoneInfo) -> Where:
    """The query for at least the entries asked for.

    Paymo is never asked for entries without an id or an interval: it documents no such list.
    """
    ids = {
        "project_id": args.project_id,
        "client_id": args.client_id,
        "task_id": args.task_id,
        "user_id": args.user_id,
    }
    where = Where().given(**ids).given(billed=args.billed)
    has_id = any(id is not None for id in ids.values())
    if has_id and args.date_from is None and args.date_to is None:
        return where
    first = max(args.date_from or FIRST_DAY, FIRST_DAY)
    last = min(args.date_to or LAST_DAY, LAST_DAY)
    start = _midnight(first, zone) - WIDENED
    end = _midnight(last + timedelta(days=1), zone) + WIDENED
    return where.time_interval(start, end)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant a local day begins."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def _is_asked_for(entry: paymo.Entry, args: ListTimeEntries, zone: ZoneInfo) -> bool:
    if args.billed not in (None, entry.billed):
        return False
    if args.date_from is None and args.date_to is None:
        return True
    day = entry_day(entry, zone)
    return day is not None and (args.date_from or day) <= day <= (args.date_to or day)
