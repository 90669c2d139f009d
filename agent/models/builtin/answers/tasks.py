"""Answers about tasks: how many, which, whose, by when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from agent.models.builtin.answers.phrases import (
    bullets,
    day,
    few,
    has,
    joined,
    listed,
    minutes,
    people,
    period,
    plural,
    sentence,
    until_due,
    yes_no,
)
from agent.models.builtin.desk import Reading
from agent.models.builtin.query import Query, about
from agent.models.builtin.request import Request
from agent.rows import Row

_GROUPS = ("user", "project", "client")
_PRIORITIES = ("critical", "high", "low", "normal")
_SHOWN = 12
_TOLD = 20  # tasks of which is told whose each is


def task_list_answer(
    query: Query,
    reading: Reading,
    names: dict[int, str],
    today: date,
    wishes: Sequence[str] = (),
) -> str:
    """The answer about several tasks. ``names``: people by id, where they are wanted; ``wishes``:
    in words, what else they were chosen by."""
    if query.group in _GROUPS and (reading.count or query.measure != "yes-no"):
        split = _split(query, reading, names)
        if split:
            return split + reading.caveat()
    lead = yes_no(query.measure, reading.count)
    where = joined([*wishes, _where(query)], " ")
    head = sentence(lead + joined([plural(reading.count, _noun(query)), where], " "))
    if reading.totals["open"] and reading.totals["done"]:
        head = head[:-1] + f": {reading.totals['open']} open and {reading.totals['done']} done."
    head += _budgeted(query, reading)
    rows = _by_urgency(query, reading)
    shown = rows[: query.top] if query.top else rows
    lines = [joined([task_line(row, today, query), _owners(row, names)]) for row in shown]
    return head + bullets(lines, reading.count) + reading.caveat()


def _budgeted(query: Query, reading: Reading) -> str:
    """What the budgets of all come to, where they are asked for and all are there."""
    if "budget_minutes" not in query.heeded or not reading.whole or len(reading.rows) < 2:
        return ""
    total = sum(int(row.get("budget_minutes") or 0) for row in reading.rows)
    return f" Budgets in all: {minutes(total)}."


def _by_urgency(query: Query, reading: Reading) -> list[Row]:
    """The rows, those of the highest priority first where that is asked for."""
    if "priority" not in query.heeded or query.measure not in ("most", "least"):
        return reading.rows
    rank = ("critical", "high", "normal", "low")
    return sorted(reading.rows, key=lambda row: rank.index(row.get("priority") or "normal"))


def compared_answer(query: Query, sides: Sequence[tuple[Query, Reading]]) -> str:
    """Which of several people or places has the most or the fewest of these tasks."""
    counts = [(reading.count, one.scope.last_named(query.scope)) for one, reading in sides]
    counts.sort(key=lambda pair: pair[0] if query.measure == "least" else -pair[0])
    best = [name for count, name in counts if count == counts[0][0]]
    word = "fewest" if query.measure == "least" else "most"
    verb = has(len(best))
    head = sentence(f"{listed(best)} {verb} the {word} {_noun(query)}s: {counts[0][0]}")
    lines = [f"{name}: {plural(count, _noun(query))}" for count, name in counts]
    return head + bullets(lines) + "".join(reading.caveat() for _, reading in sides)


def wanted_priorities(query: Query) -> list[str]:
    """The priorities asked for, the most urgent first."""
    return [name for name in _PRIORITIES if name in query.filters]


def completed_in_period(query: Query) -> bool:
    """Whether the period is when the tasks were completed: "done last week"."""
    open_words = query.filters & {"open", "overdue"}
    return "done" in query.filters and not open_words and query.period is not None and not query.due


_BILLABLE = {"billable": "billable", "nonbillable": "non-billable"}


def _noun(query: Query) -> str:
    words: list[str] = [n for n in ("overdue", "unassigned", "undated") if n in query.filters]
    if "overdue" not in query.filters and not query.filters >= {"open", "done"}:
        words += [name for name in ("open", "done") if name in query.filters][:1]
    if not words and (query.due or query.period) and query.measure != "yes-no":
        words.append("open")
    words += [said for name, said in _BILLABLE.items() if name in query.filters]
    wanted = wanted_priorities(query)
    if len(wanted) == len(_PRIORITIES) - 1:
        words += [f"non-{name}-priority" for name in _PRIORITIES if name not in wanted]
    else:
        words += [f"{'- or '.join(wanted)}-priority"] if wanted else []
    return " ".join([*words, "task"])


def _where(query: Query) -> str:
    due = f"due {period(query.due_in)}" if query.due_in else ""
    if completed_in_period(query):
        due = f"completed {period(query.period)}"
    listed_in = f"in the list {query.tasklist}" if query.tasklist else ""
    where = about(query.scope, person="assigned to")
    if query.milestone:
        where = f"for {query.milestone.name}"
    return joined([where, listed_in, due or (query.late_by and f"by {query.late_by}")], " ")


def task_line(row: Row, today: date, query: Query | None = None) -> str:
    """ "Wireframes (Website, Acme), due Fri 30 Oct 2026, 3 days late, high priority"."""
    scope = query.scope if query else None
    place = [row.get("project"), row.get("client")]
    if scope and scope.project:
        place = []
    elif scope and scope.client:
        place = [row.get("project")]
    around = joined(place)
    parts = [f"{row.get('name')}{f' ({around})' if around else ''}"]
    if row.get("complete") or row.get("completed_on"):
        parts.append(f"done {day(row['completed_on'])}" if row.get("completed_on") else "done")
    elif row.get("due_date"):
        late = (today - date.fromisoformat(row["due_date"])).days
        parts.append(f"due {day(row['due_date'])}")
        if late > 0:
            parts.append(f"{plural(late, 'day')} late")
    heeded = query.heeded if query else frozenset()
    if row.get("priority") in ("critical", "high", "low") or "priority" in heeded:
        parts.append(f"{row.get('priority') or 'normal'} priority")
    parts += [told(row) for field, told in _FIELDS.items() if field in heeded]
    return joined(parts)


def _priced(row: Row, field: str, word: str) -> str:
    return f"{word} {row[field]:,.2f}" if row.get(field) is not None else f"no {word}"


# How a field that was asked for is told of each task.
_FIELDS: dict[str, Callable[[Row], str]] = {
    "budget_minutes": lambda row: (
        f"budget {minutes(row['budget_minutes'])}" if row.get("budget_minutes") else "no budget"
    ),
    "tasklist": lambda row: f"in the list {row['tasklist']}" if row.get("tasklist") else "",
    "created_on": lambda row: f"created {day(row['created_on'])}" if row.get("created_on") else "",
    "billable": lambda row: "billable" if row.get("billable") else "not billable",
    "start_date": lambda row: (
        f"starts {day(row['start_date'])}" if row.get("start_date") else "no start date"
    ),
    "price_per_hour": lambda row: _priced(row, "price_per_hour", "hourly rate"),
    "price": lambda row: _priced(row, "price", "flat price"),
}


_ALWAYS = frozenset(("budget_minutes", "tasklist"))  # told of one task anyway


def _owners(row: Row, names: dict[int, str]) -> str:
    if not names:
        return ""
    return f"assigned to {people(row, names)}"


def _split(query: Query, reading: Reading, names: dict[int, str]) -> str:
    """How many for each person, project or client; who has the most or the fewest comes first."""
    by = query.group
    key = "done" if "done" in query.filters and not query.filters & {"open", "overdue"} else "open"
    groups = [{**row, "tasks": row[key]} for row in reading.group(by) if row[key]]
    if not groups:
        return ""
    for row in groups:
        row.setdefault("name", _missing_name(by, row, names))
    groups.sort(key=lambda row: row["tasks"] if query.measure == "least" else -row["tasks"])
    head = joined([plural(reading.count, _noun(query)), _where(query)], " ")
    bound = query.threshold if not query.late_by and "threshold" in query.heeded else None
    if bound:
        groups = [row for row in groups if bound.holds(Decimal(row["tasks"]))]
        noun = "person" if by == "user" else by
        count = plural(len(groups), noun).replace("persons", "people")
        head = f"{count} {has(len(groups))} {bound.text} {_noun(query)}s {_where(query)}"
        head = yes_no(query.measure, groups) + head
    if query.measure in ("most", "least"):
        ties = [str(row["name"]) for row in groups if row["tasks"] == groups[0]["tasks"]]
        verb = has(len(ties))
        word = "fewest" if query.measure == "least" else "most"
        head = f"{few(ties)} {verb} the {word} {_noun(query)}s: {groups[0]['tasks']}"
    of_each = _names_of_each(by, reading)
    lines = [f"{_group_name(row)}: {plural(row['tasks'], _noun(query))}{of_each.get(row['id'], '')}"
             for row in groups]  # fmt: skip
    if bound:
        return sentence(head) + bullets(lines, shown=_SHOWN)
    if by == "user" and reading.totals["unassigned"]:
        left = reading.totals["unassigned"]
        lines.append(f"assigned to nobody: {plural(left, _noun(query))}")
    return sentence(head) + bullets(lines, shown=max(query.top or 0, _SHOWN))


def _names_of_each(by: str, reading: Reading) -> dict[int, str]:
    """Which tasks each one has, in brackets, where they are few."""
    if by != "user" or reading.count > _TOLD or not reading.whole:
        return {}
    found: dict[int, list[str]] = {}
    for row in reading.rows:
        for user_id in row.get("user_ids") or []:
            found.setdefault(user_id, []).append(str(row["name"]))
    return {user_id: f" ({few(names)})" for user_id, names in found.items()}


def _missing_name(by: str, row: Row, names: dict[int, str]) -> str:
    return names.get(row["id"], "someone") if by == "user" else f"without {by}"


def _group_name(row: Row) -> str:
    return f"{row['name']} ({row['client']})" if row.get("client") else str(row["name"])


def asks_description(request: Request) -> bool:
    """Whether the text of a task is asked for."""
    return request.says(
        "descriptions?|described|brief(?:s|ing)?|notes?|instructions?|what\\b[^?]*\\b(?:says?|about)"
    )


def _description(row: Row) -> str:
    """What people typed into the task, in quotation marks and on one line."""
    typed = str(row.get("description") or "").replace("⟨U+000A⟩", " ")
    text = " ".join(typed.split())
    return (
        f'The description of {row["name"]}: "{text}"\n'
        if text
        else (f"{row['name']} has no description.\n")
    )


def task_answer(query: Query, row: Row, names: dict[int, str], request: Request) -> str:
    """The answer about one task; what was asked for comes first."""
    lead = ""
    if query.measure == "yes-no":
        lead = _yes_no(query, row, request)
    facts = [
        "done" if row.get("complete") else "open",
        f"completed {day(row['completed_on'])}" if row.get("completed_on") else None,
        f"due {day(row['due_date'])}" if row.get("due_date") else "no due date",
        None if row.get("complete") else _lateness(request, row),
        f"assigned to {people(row, names)}",
        _priority(query, row),
        _budget(request, row),
        f"in the list {row['tasklist']}" if row.get("tasklist") else None,
        *(told(row) for field, told in _FIELDS.items() if field in query.heeded - _ALWAYS),
    ]
    place = joined([row.get("project"), row.get("client")])
    text = _description(row) if asks_description(request) else ""
    return text + lead + sentence(f"{row['name']} ({place}): {joined(facts)}")


def _budget(request: Request, row: Row) -> str | None:
    """The budget of hours, or that there is none where it is asked for."""
    if row.get("budget_minutes"):
        return f"budget {minutes(row['budget_minutes'])}"
    return "no budget of hours" if request.says(r"budget\w*|estimat\w+|planned") else None


def _priority(query: Query, row: Row) -> str | None:
    """The priority, an ordinary one where it is asked for."""
    level = row.get("priority") or ("normal" if "priority" in query.heeded else None)
    return f"{level} priority" if level else None


def _lateness(request: Request, row: Row) -> str:
    """How late something open is or, where that is asked, how far off its day."""
    late = (request.calendar.today - date.fromisoformat(row.get("due_date") or "9999-12-31")).days
    return f"{plural(late, 'day')} late" if late > 0 else until_due(request, row)


def _yes_no(query: Query, row: Row, request: Request) -> str:
    """ "Yes. " or "No. " where one of its fields was asked for."""
    said = _holds(query, row, request)
    return {True: "Yes. ", False: "No. ", None: ""}[said]


def _holds(query: Query, row: Row, request: Request) -> bool | None:
    done, due = bool(row.get("complete")), str(row.get("due_date") or "")
    window, user = query.due or query.period, query.scope.user
    if user and request.says(r"assigned|on|doing|do|does|working|work|responsible|owns?"):
        return user.id in (row.get("user_ids") or [])
    if "overdue" in query.filters:
        return not done and bool(due) and due < request.calendar.today.isoformat()
    if wanted_priorities(query):
        return row.get("priority", "normal") in wanted_priorities(query)
    if "unassigned" in query.filters:
        return not row.get("user_ids")
    if "billable" in query.heeded:
        return bool(row.get("billable"))
    if request.says("assigned|assignee|owner"):
        return bool(row.get("user_ids"))
    if user and "done" in query.filters and user.id not in (row.get("user_ids") or []):
        return False
    if "open" in query.filters or "done" in query.filters:
        return done is ("done" in query.filters and "open" not in query.filters)
    if window and request.says("due|deadline"):
        first, last = (day.isoformat() if day else "" for day in (window.first, window.last))
        return bool(due) and first <= due <= (last or due)
    if request.says("dead ?lines?|due(?: dates?)?|dates?"):
        return bool(due)
    return bool(row.get("budget_minutes")) if request.says("budget\\w*|estimate\\w*") else None
