"""What tasks are chosen and put in order by that no filter says: their budget, and when they were
entered."""

from __future__ import annotations

from dataclasses import dataclass, replace

from agent.compact import Condition, View
from agent.compact.view import Test
from agent.models.builtin.answers.phrases import period
from agent.models.builtin.conversation import Call
from agent.models.builtin.query import Query, date_args
from agent.models.builtin.records import LACKS
from agent.models.builtin.request import Request

BUDGET = r"(?:hours? )?budgets?|budgeted|estimates?|estimated|planned hours|hours planned"
_TASKS = r"(?:tasks|to-?dos|tickets)"
_CREATED = r"created|added|opened|entered|set up|came in|come in"
_ENTERED = rf"new {_TASKS}|{_TASKS}\b[^?]* (?:{_CREATED})|(?:{_CREATED})\b[^?]* {_TASKS}"


# "Assigned to more than one person".
_SHARED = (
    r"(?:assigned to|have|has|with|shared by|share) "
    r"(?:more than one|several|multiple|two or more|at least two|more than 1) "
    r"(?:person|people|colleagues?|assignees?|members?|owners?)"
)


@dataclass(frozen=True)
class TaskWishes:
    """``words`` say each wish; ``shows`` are fields to tell of each task."""

    words: tuple[str, ...] = ()
    where: tuple[Condition, ...] = ()
    order: str = ""
    shows: tuple[str, ...] = ()
    entered: bool = False  # the period is when they were entered

    def applied(self, call: Call) -> Call:
        """The read with these wishes in its view."""
        if not self.where and not self.order:
            return call
        view = call.view or View()
        view = replace(view, where=(*view.where, *self.where), order=self.order or view.order)
        return replace(call, view=view)


def asks_budget(request: Request) -> bool:
    """Whether the budgets of tasks are asked for, and not of projects."""
    asked = request.says(_TASKS) or (
        request.says("which|what|who|how|is|does|do|show|list")
        and request.says("task|to-?do|ticket")
    )
    return asked and request.says(BUDGET) and not request.durations


def read_task_wishes(request: Request, query: Query) -> TaskWishes:
    """What the request wants of tasks beside their filters."""
    if asks_budget(request):
        return _by_budget(request, query)
    if request.says(_SHARED):
        return TaskWishes(("that several people share",), (Condition("team", "over", 1),))
    if query.period and request.says(_ENTERED):
        tests: tuple[tuple[str, Test], ...] = (("date_from", "from"), ("date_to", "to"))
        days = date_args(query.period)
        where = [Condition("created_on", test, days[name]) for name, test in tests if name in days]
        words = (f"created {period(query.period)}",)
        return TaskWishes(words, tuple(where), "-created_on", entered=True)
    return TaskWishes()


def _by_budget(request: Request, query: Query) -> TaskWishes:
    if request.says(
        rf"{LACKS} (?:\w+ )?(?:{BUDGET})|unbudgeted|(?:not|n't) (?:been )?(?:{BUDGET})"
    ):
        where = Condition("budget_minutes", "empty", True)
        return TaskWishes(("without a budget of hours",), (where,))
    has = Condition("budget_minutes", "over", 0)
    least = query.measure == "least"
    order = "budget_minutes" if least else "-budget_minutes"
    return TaskWishes(("with a budget of hours",), (has,), order, ("budget",))
