"""Answers about projects as a list, and about the client of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from agent.models.builtin.answers.phrases import (
    bullets,
    day,
    few,
    has,
    joined,
    listed,
    minutes,
    money,
    people,
    plural,
    ranked,
    sentence,
    yes_no,
)
from agent.models.builtin.desk import Reading
from agent.models.builtin.names.entry import Entry
from agent.models.builtin.query import Query
from agent.rows import Row

CountedBy = Literal["client", "user", "manager"]
# A map of projects and clients is read whole, so it shows more rows than other lists.
_SHOWN = 15


def project_list_answer(
    query: Query, reading: Reading, names: dict[int, str], wishes: Sequence[str] = ()
) -> str:
    """Projects with their clients; with the people on each when ``names`` is given. ``wishes``: in
    words, what they were chosen by."""
    count = reading.count
    lead = yes_no(query.measure, count)
    user = query.scope.user
    where = joined([
        f"of {query.scope.client.name}" if query.scope.client else None,
        f"with {user.name} on the team" if user and not wishes else None,
        " and ".join(wishes),
    ], " ")  # fmt: skip
    subject = plural(count, f"{_status(reading)} project".strip())
    head = sentence(lead + joined([subject, where], " ") + _both(reading))
    most = query.measure in ("most", "least")
    if "team" in query.heeded and reading.rows:
        return _by_team(query, reading, joined([subject, where], " "))
    if query.order and query.order.by == "age" and "began" in query.heeded:
        return _by_age(query, reading, names, joined([subject, where], " "))
    if names and "by person" in query.heeded and query.group != "client":
        return _by_person(query, reading, names, head) + reading.caveat()
    if query.group == "client" or most:
        return head + _by_client(query, reading) + reading.caveat()
    lines = [_line(row, names, query) for row in reading.rows]
    return head + bullets(lines, count, _SHOWN) + reading.caveat()


def _by_age(query: Query, reading: Reading, names: dict[int, str], subject: str) -> str:
    """The newest or the oldest, those of the same day with them; all where they are only sorted."""
    order, rows = query.order, reading.rows
    lines = [_line(row, names, query) for row in rows]
    which = "newest" if order and order.down else "oldest"
    if not order or not order.wanted:
        return sentence(f"{subject}, {which} first") + bullets(lines, reading.count, _SHOWN)
    last = rows[min(order.wanted, len(rows)) - 1].get("created_on")
    kept = [
        line
        for place, (row, line) in enumerate(zip(rows, lines, strict=True), 1)
        if order.rank <= place <= order.wanted
        or (place > order.wanted and row.get("created_on") == last)
    ]
    many = f"{order.top} " if (order.top or 1) > 1 else ranked(order.rank)
    head = sentence(f"the {many}{which} of {subject}")
    return f"{head[:-1]}:{bullets(kept)}{reading.caveat()}"


def _by_team(query: Query, reading: Reading, subject: str) -> str:
    """The projects by how many people are on each, those with as many together."""
    sizes = [len(row.get("user_ids") or []) for row in reading.rows]
    best = [str(row["name"]) for row, size in zip(reading.rows, sizes, strict=True)
            if size == sizes[0]]  # fmt: skip
    word = "fewest" if query.measure == "least" else "most"
    head = sentence(f"of {subject}, {few(best)} {has(len(best))} the {word} people: {sizes[0]}")
    lines = [f"{_line(row, {}, query)}: {plural(size, 'person').replace('persons', 'people')}"
             for row, size in zip(reading.rows, sizes, strict=True)]  # fmt: skip
    return head + bullets(lines) + reading.caveat()


def _by_person(query: Query, reading: Reading, names: dict[int, str], head: str) -> str:
    """How many projects each person is on, or manages."""
    by = "manager" if "managing" in query.heeded else "user"
    groups = reading.group(by)
    if not groups:
        return head
    groups.sort(key=lambda row: row["projects"] if query.measure == "least" else -row["projects"])
    if query.measure in ("most", "least"):
        best = [row for row in groups if row["projects"] == groups[0]["projects"]]
        who = listed([names.get(row["id"], "someone") for row in best])
        verb = {"user": "is on" if len(best) == 1 else "are on",
                "manager": "manages" if len(best) == 1 else "manage"}[by]  # fmt: skip
        word = "fewest" if query.measure == "least" else "most"
        head = sentence(f"{who} {verb} the {word} projects: {groups[0]['projects']}")
    lines = [
        f"{names.get(row['id'], 'someone')}: {plural(row['projects'], 'project')}" for row in groups
    ]
    return head + bullets(lines, shown=_SHOWN)


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
    if "billing" in query.heeded:
        parts.append(_price(row))
    if "began" in query.heeded and row.get("created_on"):
        parts.append(f"created in Paymo on {day(row['created_on'])}")
    text = joined(parts)
    if not names:
        return text
    if "managing" in query.heeded:
        managers = [names.get(user_id, "someone") for user_id in row.get("manager_ids") or []]
        return f"{text}: managed by {listed(managers) or 'nobody'}"
    return f"{text}: {people(row, names)}"


def _price(row: Row) -> str:
    if row.get("flat_billing"):
        price = row.get("price")
        return f"flat price of {money(None, price)}" if price else "flat, without a price"
    rate = row.get("price_per_hour")
    return f"{money(None, rate)} an hour" if rate else ""


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
    if query.measure in ("most", "least") and groups:
        best = [row for row in groups if row["projects"] == groups[0]["projects"]]
        word = "fewest" if query.measure == "least" else "most"
        who = listed([str(row.get("name") or "without client") for row in best])
        verb = has(len(best))
        return " " + sentence(f"{who} {verb} the {word}: {groups[0]['projects']}") + bullets(lines)
    return bullets(lines, shown=_SHOWN)


def counted_answer(
    reading: Reading, by: CountedBy, bound: str, count: int, people: dict[int, str]
) -> str:
    """The clients or the people with more or fewer projects than so many; ``people`` by id."""
    groups = [
        {**row, "name": row.get("name") if by == "client" else people.get(row["id"])}
        for row in reading.group(by)
        if _is_bound(row["projects"], bound, count)
    ]
    groups = [row for row in groups if row["name"]]
    status = f"{_status(reading)} project".strip()
    one = len(groups) == 1
    verb = {"client": has(len(groups)), "user": "is on" if one else "are on",
            "manager": "manages" if one else "manage"}[by]  # fmt: skip
    noun = "client" if by == "client" else "person"
    who = plural(len(groups), noun).replace("persons", "people")
    head = sentence(f"{who} {verb} {bound} {plural(count, status)}")
    lines = [f"{row['name']}: {plural(row['projects'], 'project')}" for row in groups]
    return head + bullets(lines, shown=_SHOWN) + reading.caveat()


def _is_bound(projects: int, bound: str, count: int) -> bool:
    if bound in ("fewer than", "less than"):
        return projects < count
    if bound in ("exactly", "only"):
        return projects == count
    return projects >= count if bound == "at least" else projects > count


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
