"""Answers about time: the sum first, then who, on what or when, then single entries."""

from __future__ import annotations

from typing import Any

from agent.models.builtin.answers.phrases import bullets, day, joined, minutes, plural, sentence
from agent.models.builtin.desk import Reading
from agent.models.builtin.query import Query, about

Row = dict[str, Any]


def time_answer(query: Query, reading: Reading) -> str:
    """The answer to any question about time entries."""
    if reading.count == 0:
        return _nothing(query) + reading.caveat()
    if query.measure in ("most", "least"):
        return _ranking(query, reading) + reading.caveat()
    return _summary(query, reading) + _split(query, reading) + reading.caveat()


def silent_answer(query: Query, reading: Reading, everyone: dict[int, str]) -> str:
    """Who has logged nothing. ``everyone``: the names of those who might have, by id."""
    busy = {row.get("id") for row in reading.group("user")}
    silent = [name for user_id, name in everyone.items() if user_id not in busy]
    where = joined([about(query.scope), query.when], " ")
    if not silent:
        return sentence(f"everyone has logged time {where}") + reading.caveat()
    head = f"{len(silent)} of {len(everyone)} people have logged no time {where}"
    return sentence(head) + bullets(silent, shown=len(silent)) + reading.caveat()


def _kind(query: Query) -> str:
    if "issued" in query.filters:
        return "billed"
    return joined(f for f in ("unbilled", "billed") if f in query.filters)


def _where(query: Query) -> str:
    return joined([about(query.scope), query.when], " ")


def _nothing(query: Query) -> str:
    lead = "No: " if query.measure == "yes-no" else ""
    return sentence(lead + joined(["no", _kind(query), "time is logged", _where(query)], " "))


def _summary(query: Query, reading: Reading) -> str:
    totals = reading.totals
    state = f"of {_kind(query)} time" if _kind(query) else "logged"
    text = joined([minutes(totals["minutes"]), state, _where(query)], " ")
    if "billable" in query.filters and not _kind(query):
        text = f"{minutes(totals['billable_minutes'])} billable of {text}"
    text += f", in {plural(reading.count, 'entry')}{_billing(query, totals)}"
    if totals.get("running"):
        text += f"; {plural(totals['running'], 'timer')} still running"
    return _lead(query, totals) + sentence(text)


def _billing(query: Query, totals: Row) -> str:
    left = totals["unbilled_minutes"]
    if "unbilled" in query.filters:
        billable = totals["unbilled_billable_minutes"]
        return f"; {minutes(billable)} of it billable" if 0 < billable < left else ""
    if _kind(query) or not totals["billed_minutes"]:
        return ""
    return f"; {minutes(left)} of it not billed yet" if left else "; all of it billed"


def _lead(query: Query, totals: Row) -> str:
    if query.measure != "yes-no":
        return ""
    if "billing" not in query.filters:
        return "Yes: "
    if not totals["unbilled_minutes"]:
        return "Yes: "
    return "Partly: " if totals["billed_minutes"] else "No: "


def _split(query: Query, reading: Reading) -> str:
    if query.measure == "list" and not query.group:
        return bullets([_entry_line(row, query) for row in reading.rows], reading.count)
    by = (
        query.group
        if query.group in ("user", "project", "client", "task", "date")
        else _natural(query)
    )
    groups = reading.group(by)
    if len(groups) < 2 and not query.group:
        return ""
    return bullets([_group_line(row) for row in groups])


def _natural(query: Query) -> str:
    """Without a wish: people of a place, or places of a person."""
    scope = query.scope
    if scope.user:
        return "task" if scope.project else "project"
    return "user" if scope.project or scope.client or scope.task else "project"


def _group_line(row: Row) -> str:
    name = day(row["date"]) if "date" in row else row.get("name") or "without name"
    where = f" ({row['project']})" if row.get("project") else ""
    return f"{name}{where}: {minutes(row['minutes'])}"


def _entry_line(row: Row, query: Query) -> str:
    """ "Fri 30 Oct 2026, Anna, Wireframes (Website): 240 minutes (4 h), first draft"."""
    who = None if query.scope.user else row.get("user")
    where = f"{row.get('task')} ({row.get('project')})" if row.get("project") else row.get("task")
    length = "running" if row.get("running") else minutes(row.get("minutes") or 0)
    head = joined([day(row.get("date")), who, where])
    return joined([f"{head}: {length}", str(row.get("description") or "")[:80]])


def _ranking(query: Query, reading: Reading) -> str:
    by = query.group if query.group in ("user", "project", "client", "task", "date") else "user"
    groups = sorted(
        reading.group(by), key=lambda row: row["minutes"], reverse=query.measure != "least"
    )
    first = groups[0]
    ties = [row for row in groups if row["minutes"] == first["minutes"]]
    names = " and ".join(_name(row) for row in ties[:3])
    verb = "logged" if by == "user" else "has" if len(ties) == 1 else "have"
    what = joined(["the", "least" if query.measure == "least" else "most", _kind(query),
                   "time" if by != "user" else ""], " ")  # fmt: skip
    head = joined([names, verb, what, _where(query)], " ")
    text = sentence(f"{head}: {minutes(first['minutes'])}")
    total = f" All together: {minutes(reading.totals['minutes'])}."
    return text + total + bullets([_group_line(row) for row in groups], shown=query.top or 8)


def _name(row: Row) -> str:
    return day(row["date"]) if "date" in row else str(row.get("name") or "without name")
