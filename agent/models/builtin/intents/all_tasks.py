"""Whether all of some tasks are done, assigned, dated or in time: the yes or no, and those that are
not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from agent.models.builtin.answers.phrases import bullets, joined, plural, sentence
from agent.models.builtin.answers.tasks import task_line
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.left_out import of_active_projects
from agent.models.builtin.query import Query, about
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request
from agent.rows import Row

_ALL = r"all(?: of)?|every|each|everything|everyone|everybody|any\w* still"


@dataclass(frozen=True)
class _Quality:
    """``holds`` says of a row whether it is as asked; ``of_open``: of the open ones only. ``yes``
    and ``no`` tell it of several."""

    yes: str
    no: str
    said: str
    holds: Callable[[Row, date], bool]
    of_open: bool = True


_QUALITIES = (
    _Quality(
        "are assigned",
        "nobody is assigned to",
        r"assigned|(?:have|has|got) (?:an? )?(?:owner|assignee|somebody|someone)",
        lambda row, _: bool(row.get("user_ids")),
    ),
    _Quality(
        "have a due date",
        "without a due date",
        r"(?:have|has|got|with) (?:an? )?(?:due dates?|deadlines?|dates?)|dated",
        lambda row, _: bool(row.get("due_date")),
    ),
    _Quality(
        "are in time",
        "late",
        r"on (?:time|schedule|track)|in time",
        lambda row, today: str(row.get("due_date") or "9999") >= today.isoformat(),
    ),
    _Quality(
        "are done",
        "still open",
        r"done|finished|completed?|closed|delivered|wrapped up|through",
        lambda row, _: bool(row.get("complete")),
        of_open=False,
    ),
)


def all_answer(desk: Desk, request: Request, query: Query) -> Reply | None:
    """The answer to "are all tasks ...?"; None for any other question."""
    if query.measure != "yes-no" or not request.says(_ALL) or query.negative:
        return None
    quality = next((each for each in _QUALITIES if request.says(each.said)), None)
    if quality is None or query.scope.task or query.due or query.period:
        return None
    args: dict[str, Any] = dict(query.scope.ids()) or {"name": ""}
    if quality.of_open:
        args["complete"] = False
    reading = desk.read_all(of_active_projects(desk, request, query, Call("list_tasks", args)))[0]
    today = request.calendar.today
    left = [row for row in reading.rows if not quality.holds(row, today)]
    if reading.count > len(reading.rows):
        return None
    noun, where = (
        "open task" if quality.of_open else "task",
        about(query.scope, person="assigned to"),
    )
    count = plural(reading.count, noun)
    if not reading.count:
        text = sentence(joined([f"there are no {noun}s", where], " "))
    elif left:
        text = sentence(f"No: {quality.no}: {len(left)} of {count} {where}")
    else:
        all_of = count if reading.count == 1 else f"all {count}"
        text = sentence(f"Yes: {all_of} {where} {quality.yes}")
    lines = [task_line(row, today, query) for row in left]
    query = replace(query, filters=frozenset(), stray=())
    return query.reply("tasks", text + bullets(lines) + reading.caveat())
