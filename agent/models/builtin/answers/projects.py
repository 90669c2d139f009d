"""Answers about projects as a list, and about the client of one."""

from __future__ import annotations

from typing import Any

from agent.models.builtin.answers.phrases import bullets, joined, listed, minutes, plural, sentence
from agent.models.builtin.desk import Reading
from agent.models.builtin.names.entry import Entry
from agent.models.builtin.query import Query

Row = dict[str, Any]
# A map of projects and clients is read whole, so it shows more rows than other lists.
_SHOWN = 15


def project_list_answer(query: Query, reading: Reading, names: dict[int, str]) -> str:
    """Projects with their clients; with the people on each when ``names`` is given."""
    count = reading.count
    lead = ""
    if query.measure == "yes-no":
        lead = "Yes: " if count else "No: "
    where = joined([
        f"of {query.scope.client.name}" if query.scope.client else None,
        f"with {query.scope.user.name} on the team" if query.scope.user else None,
    ], " ")  # fmt: skip
    subject = plural(count, f"{_status(reading)} project".strip())
    head = sentence(lead + joined([subject, where], " ") + _both(reading))
    if query.group == "client" or query.measure in ("most", "least"):
        return head + _by_client(query, reading) + reading.caveat()
    lines = [_line(row, names, query) for row in reading.rows]
    return head + bullets(lines, count, _SHOWN) + reading.caveat()


def _status(reading: Reading) -> str:
    return {True: "active", False: "archived", None: ""}[reading.args.get("active")]


def _both(reading: Reading) -> str:
    """How many are active and archived, where both were asked for."""
    totals = reading.totals
    if reading.args.get("active") is not None or not totals["archived"]:
        return ""
    return f": {totals['active']} active and {totals['archived']} archived"


def _line(row: Row, names: dict[int, str], query: Query) -> str:
    client = "" if query.scope.client else f" ({row.get('client') or 'without client'})"
    parts = [f"{row['name']}{client}"]
    if row.get("active") is False and query.filters:
        parts.append("archived")
    text = joined(parts)
    if not names:
        return text
    people = [names.get(user_id, f"user {user_id}") for user_id in row.get("user_ids") or []]
    return f"{text}: {listed(people) if people else 'nobody'}"


def _by_client(query: Query, reading: Reading) -> str:
    groups = sorted(
        reading.group("client"), key=lambda row: row["projects"], reverse=query.measure != "least"
    )
    by_client: dict[Any, list[str]] = {}
    for row in reading.rows:
        by_client.setdefault(row.get("client_id"), []).append(str(row["name"]))
    lines = []
    for row in groups:
        titles = by_client.get(row["id"], [])
        name = row.get("name") or "without client"
        lines.append(f"{name}: {plural(row['projects'], 'project')} ({', '.join(titles[:6])})")
    return bullets(lines, shown=_SHOWN)


def managed_answer(user: Entry, reading: Reading) -> str:
    """The projects a person manages, of those the person works on."""
    rows = [row for row in reading.rows if user.id in (row.get("manager_ids") or ())]
    count = plural(len(rows), f"{_status(reading)} project".strip())
    head = sentence(f"{user.name} manages {count}")
    if not reading.whole or any("user_ids" not in row for row in reading.rows):
        head += f" Only the first of {reading.count} projects could be looked at."
    return head + bullets([f"{row['name']} ({row.get('client') or 'no client'})" for row in rows])


def clientless_answer(reading: Reading) -> str:
    """The projects that belong to no client."""
    rows = [row for row in reading.rows if not row.get("client")]
    head = sentence(f"{plural(len(rows), f'{_status(reading)} project'.strip())} without a client")
    if not reading.whole:
        head += f" Only the first {len(reading.rows)} of {reading.count} were looked at."
    return head + bullets([str(row["name"]) for row in rows])


def client_of_answer(project: Entry, reading: Reading) -> str:
    """Whose project it is."""
    row = next((row for row in reading.rows if row["id"] == project.id), None)
    if row is None or not row.get("client"):
        return f"{project.name} has no client in Paymo."
    return f"{row['name']} belongs to the client {row['client']}."


def budget_words(row: Row) -> str:
    """ "1,230 minutes (20 h 30 min) of 2,400 minutes (40 h) used, 51.3 %"."""
    tracked, budget = int(row.get("tracked_minutes") or 0), row.get("budget_minutes")
    if not budget:
        return f"{minutes(tracked)} tracked, no budget set"
    share = f"{tracked / budget * 100:.1f} %"
    rest = int(budget) - tracked
    left = f"{minutes(rest)} left" if rest >= 0 else f"{minutes(-rest)} over budget"
    return f"{minutes(tracked)} of {minutes(budget)} budget used ({share}), {left}"
