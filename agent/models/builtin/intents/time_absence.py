"""Who or what is missing in the time that was logged: people, places and days without any, and
those who have less than they should."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from agent.models.builtin.answers.time_entries import empty_days_answer, few_answer, silent_answer
from agent.models.builtin.desk import LISTS, Desk, Reading
from agent.models.builtin.entry_rows import TimeQuery, can_bound, entry_call, group_holds
from agent.models.builtin.intents.time_cues import EMPTY_DAYS, EVERYBODY, IDLE, NOBODY
from agent.models.builtin.names.entry import Kind
from agent.models.builtin.reply import Reply, say
from agent.models.builtin.request import Request
from agent.models.builtin.scope import Scope

_DAYS_TOLD = 31  # more days of a split are cut


def asks_empty_days(request: Request, query: TimeQuery) -> bool:
    """Whether days without time are asked for, in so short a period that each can be told."""
    return (
        request.says(EMPTY_DAYS) and query.period is not None and query.period.length < _DAYS_TOLD
    )


def empty_days(desk: Desk, query: TimeQuery) -> Reply:
    """The working days of the period, up to today, that have no time."""
    query = replace(query, group="date", weekdays=(), order=None, measure="list")
    reading = desk.read_all(entry_call(query))[0]
    busy = {str(row["date"]) for row in reading.group("date")}
    today = desk.context.calendar.today
    first = (query.period and query.period.first) or today
    last = min((query.period and query.period.last) or today, today)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    empty = [d for d in days if d.isoweekday() < 6 and d.isoformat() not in busy]
    return query.reply("time_entries", empty_days_answer(query, empty, reading))


def missing(desk: Desk, request: Request, query: TimeQuery, reading: Reading) -> str:
    """The answer to who or what has no time, or too little; nothing where that is not asked."""
    idle = IDLE.search(request.plain)
    all_of_us = query.measure == "yes-no" and request.says(EVERYBODY)
    if idle and not query.scope.project and query.group != "user":
        by: Kind = "project" if idle["kind"].startswith("project") else "client"
        reading = _whole(desk, query, reading, by)
        return silent_answer(query, reading, by, _places(desk, by, query.scope))
    if can_bound(query) and (all_of_us or (query.group == "user" and _is_most(query))):
        reading = _whole(desk, query, reading, "user")
        return _few(desk, query, reading, all_of_us=all_of_us)
    if all_of_us or request.says(NOBODY):
        reading = _whole(desk, query, reading, "user")
        return silent_answer(query, reading, "user", _everyone(desk, query), all_of_us=all_of_us)
    return ""


def _whole(desk: Desk, query: TimeQuery, reading: Reading, by: Kind) -> Reading:
    """The read with the time of each of them: whom a list leaves out is not without any."""
    if not reading.count or reading.is_whole_group(by):
        return reading
    found = desk.read_all(entry_call(replace(query, group=by)))[0]
    if found.is_whole_group(by):
        return found
    nouns = {"user": "people", "client": "clients"}.get(by, "projects")
    raise say(f"There are too many {nouns} to compare; name a position, a client or a project.")


def _is_most(query: TimeQuery) -> bool:
    """Whether the bound has no lower end, so that nothing at all is within it."""
    return query.threshold is not None and query.threshold.low is None


def _few(desk: Desk, query: TimeQuery, reading: Reading, *, all_of_us: bool) -> str:
    """Who has less than so much, with nothing at all, too; of "did everyone log 30 hours" those who
    have not."""
    busy = {row.get("id"): int(row["minutes"]) for row in reading.group("user")}
    found = {name: busy.get(person, 0) for person, name in _everyone(desk, query).items()}
    told = {n: m for n, m in found.items() if group_holds(query, m) is not all_of_us}
    return few_answer(query, told, reading, all_of_us=all_of_us)


def _places(desk: Desk, kind: Kind, scope: Scope) -> dict[int, str]:
    """The active projects, or clients, within the scope by id."""
    args = {"client_id": scope.client.id} if scope.client and kind == "project" else {}
    rows = desk.read(LISTS[kind], active=True, **args).rows
    return {row["id"]: str(row["name"]) for row in rows}


def _everyone(desk: Desk, query: TimeQuery) -> dict[int, str]:
    """Active people by id, or those of the position asked about; guests log time only now and then
    and are left out."""
    rows = desk.read("list_users", active=True).rows
    meant = {person.id for person in query.people} or {row["id"] for row in rows}
    out = {person.id for person in query.scope.without}
    return {row["id"]: str(row["name"]) for row in rows
            if row.get("type") != "Guest" and row["id"] in meant - out}  # fmt: skip
