"""Time entries that somebody should look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from zoneinfo import ZoneInfo

from agent.flows.figures.amounts import minutes
from agent.flows.figures.entries import is_full, local_time, of_month
from agent.flows.figures.month import Stretch, shown_day
from agent.flows.report import Row

TWELVE_HOURS = 12 * 3600
KINDS = ("running_timer", "over_12h", "no_description", "archived_project", "overlap")


def hygiene(
    entries: Iterable[Row], projects: dict[int, Row], month: Stretch, zone: ZoneInfo
) -> list[Row]:
    """Timers running now, and of the month: entries of more than 12 hours, billable ones without a
    description, time in archived projects, and overlaps. An entry may be in several rows. By kind,
    person and entry.
    """
    full = [entry for entry in entries if is_full(entry)]
    of_this = of_month(full, month)
    rows = [
        *_running(full, zone),
        *_long(of_this),
        *_undescribed(of_this),
        *_archived(of_this, projects),
        *_overlaps(full, month, zone),
    ]
    return sorted(rows, key=_key)


def _key(row: Row) -> tuple[object, ...]:
    return KINDS.index(row["kind"]), (row["user"] or "").casefold(), row["entry_id"]


def _running(full: Iterable[Row], zone: ZoneInfo) -> Iterator[Row]:
    for entry in full:
        if entry["running"]:
            yield _row("running_timer", entry, f"Running since {local_time(entry['start'], zone)}.")


def _long(entries: Iterable[Row]) -> Iterator[Row]:
    for entry in entries:
        if entry["seconds"] > TWELVE_HOURS:
            hours, rest = divmod(minutes(entry["seconds"]), 60)
            yield _row("over_12h", entry, f"{_on(entry)}: {hours} h {rest} min on {entry['task']}.")


def _undescribed(entries: Iterable[Row]) -> Iterator[Row]:
    for entry in entries:
        if entry["undescribed"]:
            yield _row("no_description", entry, f"{_on(entry)}: {entry['task']}.")


def _archived(entries: Iterable[Row], projects: dict[int, Row]) -> Iterator[Row]:
    for entry in entries:
        project = projects.get(entry["project_id"], {})
        if project.get("active") is False:
            yield _row("archived_project", entry, f"{_on(entry)}: {project['name']} is archived.")


def _overlaps(full: Iterable[Row], month: Stretch, zone: ZoneInfo) -> Iterator[Row]:
    """One row an entry that begins before an earlier one of the same person has ended. Of two that
    begin together the one with the lower id is the earlier."""
    by_user: defaultdict[int, list[Row]] = defaultdict(list)
    for entry in full:
        if entry["user_id"] is not None and None not in (entry["start"], entry["end"]):
            by_user[entry["user_id"]].append(entry)
    for own in by_user.values():
        own.sort(key=lambda entry: (entry["start"], entry["id"]))
        longest = own[0]
        for entry in own[1:]:
            if entry["start"] < longest["end"] and month.holds(entry["day"]):
                yield _row("overlap", entry, _overlap(entry, longest, zone))
            longest = max(longest, entry, key=lambda each: each["end"])


def _overlap(entry: Row, earlier: Row, zone: ZoneInfo) -> str:
    start, end = local_time(entry["start"], zone), local_time(earlier["end"], zone)
    return f"Begins {start}; entry {earlier['id']} ends {end}."


def _on(entry: Row) -> str:
    return shown_day(date.fromisoformat(entry["day"]))


def _row(kind: str, entry: Row, detail: str) -> Row:
    return {
        "kind": kind,
        "entry_id": entry["id"],
        "user_id": entry["user_id"],
        "user": entry["user"],
        "project_id": entry["project_id"],
        "detail": detail,
    }
