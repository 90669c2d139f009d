"""The names of follow-up tasks: the same matter has the same name in every review.

A name says the invoice, the month or the milestone, so that an open task of that name is recognised
as the follow-up that was created before.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from agent.flows.figures.month import Stretch
from agent.flows.report import Row

LONGEST = 255
"""Characters of a task's name (`create_task`)."""


def _overdue(row: Row, month: Stretch) -> str:
    return f"Follow up on overdue invoice {row['number'] or row['invoice_id']}"


def _unbilled(row: Row, month: Stretch) -> str:
    return f"Invoice the unbilled time of {month.title}: {row['project'] or row['project_id']}"


def _flat(row: Row, month: Stretch) -> str:
    what = "flat price" if row["kind"] == "project" else "flat price of the task"
    return f"Invoice the {what}: {row['name']}"


def _milestone(row: Row, month: Stretch) -> str:
    return f"Settle the milestone due {row['due_date']}: {row['name']}"


def _timesheet(row: Row, month: Stretch) -> str:
    return f"Complete the timesheet of {month.title}: {row['user'] or row['user_id']}"


NAMES: dict[str, Callable[[Row, Stretch], str]] = {
    "overdue": _overdue,
    "unbilled_time": _unbilled,
    "flat_to_invoice": _flat,
    "milestones": _milestone,
    "missing_timesheets": _timesheet,
}
"""The sections whose rows are followed up, in the order of the follow-ups."""


_IDS = {
    "overdue": ("invoice", "invoice_id"),
    "unbilled_time": ("project", "project_id"),
    "flat_to_invoice": ("id", "id"),
    "milestones": ("milestone", "milestone_id"),
    "missing_timesheets": ("person", "user_id"),
}


def needs_follow_up(section: str, row: Row) -> bool:
    """Every row of those sections but the milestones that are not late."""
    return section != "milestones" or bool(row["days_late"])


def names_of(section: str, row: Row, month: Stretch) -> tuple[str, str]:
    """The name of the task that follows up on a row, and the one with an id where another matter
    has the same name. Each is one line that can be stored and shown.
    """
    noun, field = _IDS[section]
    name, mark = NAMES[section](row, month), f" ({noun} {row[field]})"
    return one_line(name, LONGEST), one_line(name, LONGEST - len(mark)) + mark


def one_line(text: str, longest: int) -> str:
    """The text without line breaks and control characters, cut with an ellipsis."""
    seen = "".join(" " if unicodedata.category(each) == "Cc" else each for each in text)
    line = " ".join(seen.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def folded(name: str) -> str:
    """The form in which `create_task` compares names: whatever the case and the spaces."""
    return " ".join(name.casefold().split())
