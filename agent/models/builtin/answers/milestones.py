"""Answers about milestones: ready or not, due when, with how many tasks still open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from agent.models.builtin.answers.phrases import (
    bullets,
    day,
    few,
    has,
    joined,
    period,
    plural,
    sentence,
    until_due,
)
from agent.models.builtin.desk import Reading
from agent.models.builtin.query import Query
from agent.models.builtin.request import Request
from agent.rows import Row


def milestone_line(row: Row, today: date, *, placed: bool = True) -> str:
    """ "Launch (Website, Acme): open, due Fri 30 Oct 2026, 3 days late"."""
    place = joined([row.get("project"), row.get("client")]) if placed else ""
    done = bool(row.get("complete"))
    parts = ["done" if done else "open"]
    if row.get("due_date"):
        parts.append(f"due {day(row['due_date'])}")
        late = (today - date.fromisoformat(row["due_date"])).days
        if late > 0 and not done:
            parts.append(f"{plural(late, 'day')} late")
    if row.get("user"):
        parts.append(f"responsible {row['user']}")
    return f"{row['name']}{f' ({place})' if place else ''}: {joined(parts)}"


def milestone_list_answer(query: Query, reading: Reading, today: date) -> str:
    """The answer to a question about several milestones."""
    words, where = _words(query, reading), _where(query)
    if query.measure in ("most", "least", "count") and query.group in _EACH and reading.whole:
        return _counts(query, reading.rows, joined([noun_of(words), where], " ")) + reading.caveat()
    noun = noun_of([] if query.measure == "yes-no" and words == ["done"] else words)
    lead = _lead(query, reading)
    head = sentence(lead + joined([plural(reading.count, noun), where], " "))
    if reading.totals["open"] and reading.totals["done"]:
        head = f"{head[:-1]}: {reading.totals['open']} open and {reading.totals['done']} done."
    rows = sorted(reading.rows, key=open_first)
    if query.top and query.group in _EACH and rows and not query.scope.project:
        return _next_of_each(query, rows, today) + reading.caveat()
    if query.measure in ("most", "least") and "overdue" in query.filters and rows:
        worst = rows[0 if query.measure == "most" else -1]
        head = (
            sentence(f"The {query.measure} overdue is {milestone_line(worst, today)}") + f" {head}"
        )
    if query.top and query.top < len(rows):
        rows = rows[: query.top]
        first = "The next one" if query.top == 1 else f"The next {query.top}"
        lines = bullets([milestone_line(row, today) for row in rows])
        return f"{first} of {plural(reading.count, noun)} {where}:{lines}{reading.caveat()}"
    return (
        head
        + bullets([milestone_line(row, today) for row in rows], reading.count)
        + reading.caveat()
    )


def _words(query: Query, reading: Reading) -> list[str]:
    """The state they are in, where one was asked for."""
    states: list[str] = ["undated", "overdue", "open", "done"]
    words = [name for name in states if name in query.filters][:1]
    if words == ["open"] and "done" in query.filters and reading.totals["done"]:
        return []
    return words or (["open"] if reading.args.get("complete") is False else [])


def _where(query: Query) -> str:
    place, user = query.scope.project or query.scope.client, query.scope.user
    return joined([
        f'called "{query.called[0]}"' if query.called else None,
        f"of {user.name}" if user else None,
        f"for {place.name}" if place else None,
        f"due {period(query.due_in)}" if query.due_in else None,
        f"by {query.late_by}" if query.late_by else None,
        "nobody is responsible for" if "nobody" in query.heeded else None,
    ], " ")  # fmt: skip


def _lead(query: Query, reading: Reading) -> str:
    if query.measure != "yes-no":
        return ""
    all_done = "done" in query.filters and reading.totals["open"]
    return "Yes: " if reading.count and not all_done else "No: "


# What a milestone belongs to, by the field that says it.
_EACH = {"project": "project", "client": "client", "user": "user"}


def noun_of(words: Sequence[str]) -> str:
    """ "open milestone"."""
    return " ".join([*words, "milestone"])


def _counts(query: Query, rows: Sequence[Row], noun: str) -> str:
    """How many every project, client or person has; who has the most or the fewest comes first."""
    field = _EACH[query.group]
    found: dict[str, int] = {}
    for row in rows:
        name = str(row.get(field) or {"user": "nobody"}.get(field, f"without {field}"))
        found[name] = found.get(name, 0) + 1
    least = query.measure == "least"
    ranked = sorted(found.items(), key=lambda pair: (pair[1] if least else -pair[1], pair[0]))
    head = plural(len(rows), noun)
    if query.measure != "count" and ranked:
        ties = [name for name, count in ranked if count == ranked[0][1]]
        head = f"{few(ties)} {has(len(ties))} the {'fewest' if least else 'most'}: "
        head += plural(ranked[0][1], noun)
    lines = [f"{name}: {plural(count, noun)}" for name, count in ranked]
    return sentence(head) + bullets(lines, shown=_MOST_OF_EACH)


def _next_of_each(query: Query, rows: list[Row], today: date) -> str:
    """The first one, or the first few, of every project, client or person."""
    field, top = _EACH[query.group], query.top or 1
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(str(row.get(field) or f"without {field}"), []).append(row)
    kept = [row for own in found.values() for row in own[:top]]
    noun = {"user": "person"}.get(query.group, query.group)
    count = plural(len(found), noun).replace("persons", "people")
    first = "The next milestone" if top == 1 else f"The next {top} milestones"
    head = sentence(f"{first} of each of {count} with open ones")
    return head + bullets([milestone_line(row, today) for row in kept], shown=_MOST_OF_EACH)


_MOST_OF_EACH = 30


def open_first(row: Row) -> tuple[bool, str]:
    """Open ones by their day, then done ones."""
    return bool(row.get("complete")), row.get("due_date") or "9999"


def until_milestone(row: Row, tasks: Reading) -> str:
    """The open tasks of the project that are due by the day of a milestone without tasks of its
    own."""
    head = f"{plural(tasks.count, 'open task')} of {row['project']} due by then"
    lines = [f"{task['name']}, due {day(task['due_date'])}" for task in tasks.rows]
    return sentence(head) + bullets(lines, tasks.count) + tasks.caveat()


def milestone_answer(query: Query, request: Request, row: Row, tasks: Reading) -> str:
    """Whether one milestone is ready, with the state of its tasks."""
    today, lead = request.calendar.today, ""
    if query.measure == "yes-no" and not {"done", "open"} <= query.filters:
        done = bool(row.get("complete"))
        late = not done and str(row.get("due_date") or "9999") < today.isoformat()
        yes = late if "overdue" in query.filters else not done if "open" in query.filters else done
        lead = "Yes. " if yes else "No. "
    left = "" if row.get("complete") else until_due(request, row)
    text = lead + joined([milestone_line(row, today), left])
    if tasks.count:
        open_tasks, all_tasks = tasks.totals["open"], tasks.count
        text += f"; {open_tasks} of its {plural(all_tasks, 'task')} still open"
        names = [str(task["name"]) for task in tasks.rows if not task.get("complete")]
        return sentence(text) + bullets(names, open_tasks) + tasks.caveat()
    return sentence(text)
