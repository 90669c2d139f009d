"""What tasks are chosen and put in order by that no filter says, such as their budget or when they
were entered, and which of their fields are asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from agent.compact import Condition, View
from agent.compact.view import Test
from agent.models.builtin.answers.phrases import period
from agent.models.builtin.conversation import Call
from agent.models.builtin.names.likeness import WHOLE
from agent.models.builtin.query import Query, date_args
from agent.models.builtin.records import LACKS
from agent.models.builtin.reply import say
from agent.models.builtin.request import Request
from agent.models.builtin.text.dates.words import MONTH

_PLANNED = r"planned|estimated|budgeted|allott?ed|allocated|foreseen|calculated|earmarked|reserved"
BUDGET = (
    r"(?:hours? )?budgets?|budgeted|estimat(?:es?|ed|ion|ions)|"
    rf"(?:{_PLANNED}) (?:hours|time|effort)|(?:hours|time|effort|minutes|much|many|long)\b[^?]*?"
    rf"\b(?:(?:{_PLANNED})|(?:did|do|have|had) (?:we|you|they) (?:\w+ )?"
    r"(?:plan|estimate|budget|allow|foresee|calculate|reserve)(?:d|ned)?)"
)
_TASKS = r"(?:tasks|to-?dos|tickets)"
_CREATED = r"created|added|opened|entered|set up|came in|come in"
_ENTERED = rf"new {_TASKS}|{_TASKS}\b[^?]* (?:{_CREATED})|(?:{_CREATED})\b[^?]* {_TASKS}"


# "Assigned to more than one person".
_SHARED = (
    r"(?:assigned to|have|has|with|shared by|share) "
    r"(?:more than one|several|multiple|two or more|at least two|more than 1) "
    r"(?:person|people|colleagues?|assignees?|members?|owners?)"
)


_DONE_LATE = (
    r"(?:completed|finished|done|closed|reached|met|delivered) (?:too )?late\b"
    rf"(?! (?:in |last |this )?(?:{MONTH}|week|month|year))"
)


def refuse_done_late(request: Request) -> None:
    """Ends the step where what was done behind its day is asked for, which no read chooses by."""
    if request.says(_DONE_LATE) and not request.says("not"):
        raise say("I cannot choose by whether something was completed late. I can list what is "
                  "done, or what is open and late.")  # fmt: skip


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
        if not (self.where or self.order or self.shows):
            return call
        view = call.view or View()
        view = replace(view, where=(*view.where, *self.where), order=self.order or view.order,
                       shows=self.shows)  # fmt: skip
        return replace(call, view=view)


def asks_budget(request: Request) -> bool:
    """Whether the budgets of tasks are asked for, and not of projects."""
    asked = request.says(_TASKS) or (
        request.says("which|what|who|how|is|does|do|show|list")
        and request.says("task|to-?do|ticket")
    )
    return (
        asked
        and request.says(BUDGET)
        and (not request.durations or request.says("an? hours? budgets?"))
    )


_SPENT = r"logged|tracked|spent|spend|used|actual(?:ly)?|booked|recorded|so far|entr(?:y|ies)"
_DESCRIPTION = r"descriptions?|described|brief(?:s|ing)?|notes?|instructions?|says?"
# What is asked of one task, in words that no other record is asked by.
_OF_ONE = (
    rf"{BUDGET}|{_DESCRIPTION}|dead ?lines?|due dates?|priorit(?:y|ies)|urgent|assignee|"
    r"start dates?|billable|(?:which|what) (?:task ?)?(?:list|column|section)|"
    r"when\b[^?]*\b(?:start|begin)s?"
)


def asks_attribute(request: Request) -> bool:
    """Whether something of one thing is asked that a task has, where a name is said that no
    client, project or person has."""
    known = any(m.best("project") >= WHOLE for m in request.mentions)
    part = (request.parts_of_names or request.loose_phrases or request.unknown_names
            or (request.stray_words and not known))  # fmt: skip
    other = rf"{_SPENT}|invoices?|milestones?|projects|clients?|tasks|time entr|people"
    return bool(part and request.says(_OF_ONE) and not request.says(other))


def says_of_task(request: Request) -> bool:
    """Whether words that name nothing ask for something that a task has: "read me the notes"."""
    return request.says(_OF_ONE) and not request.says(_SPENT) and not request.may_hold_names


_LIST = r"(?:task ?)?(?:lists?|columns?|sections?)"
# The fields of a task that people ask for by these words.
_FIELDS = {
    "tasklist": rf"(?:which|what|by|with|per|their|each) {_LIST}|{_LIST} (?:is|are|does|do)\b",
    "created_on": rf"when\b[^?]*\b(?:{_CREATED})|(?:creation|created) dates?|created when",
    "billable": r"(?:non-?|un-?)?billable",
    "start_date": r"start(?:ing)? dates?|when\b[^?]*\b(?:start|begin)",
    "price_per_hour": r"(?:hourly )?rates?|price per hour|hourly price",
    "price": r"(?:flat|fixed) (?:price|fee|rate)s?|flat[- ]?(?:billed|billing)",
    "priority": r"priorit(?:y|ies)|urgent|urgency",
}


def fields_asked(request: Request) -> list[str]:
    """The fields of a task that are asked for beside what is always told."""
    return [field for field, words in _FIELDS.items() if request.says(words)]


def read_task_wishes(request: Request, query: Query) -> TaskWishes:
    """What the request wants of tasks beside their filters."""
    wishes = _chosen_by(request, query)
    shows = fields_asked(request)
    where = [
        Condition("billable", "is", name == "billable")
        for name in ("billable", "nonbillable")
        if name in query.filters and not {"billable", "nonbillable"} <= query.filters
    ]
    if "price" in shows:
        where.append(Condition("flat_billing", "is", True))
    return replace(wishes, where=(*wishes.where, *where), shows=(*wishes.shows, *shows))


def _chosen_by(request: Request, query: Query) -> TaskWishes:
    if asks_budget(request):
        return _by_budget(request, query)
    if request.says(_SHARED):
        return TaskWishes(("that several people share",), (Condition("team", "over", 1),))
    if query.period and request.says(_ENTERED):
        where = _within("created_on", query)
        return TaskWishes((f"created {period(query.period)}",), where, "-created_on", entered=True)
    if query.period and request.says(_STARTING):
        where = _within("start_date", query)
        return TaskWishes((f"that start {period(query.period)}",), where, "start_date",
                          entered=True)  # fmt: skip
    return TaskWishes()


_STARTING = rf"{_TASKS}\b[^?]* (?:start|begin)s?|(?:start|begin)(?:s|ing)?\b[^?]* {_TASKS}"


def _within(field: str, query: Query) -> tuple[Condition, ...]:
    tests: tuple[tuple[str, Test], ...] = (("date_from", "from"), ("date_to", "to"))
    days = date_args(query.period)
    return tuple(Condition(field, test, days[name]) for name, test in tests if name in days)


def _by_budget(request: Request, query: Query) -> TaskWishes:
    if request.says(
        rf"{LACKS} (?:\w+ )?(?:{BUDGET})|unbudgeted|(?:not|n't) (?:been )?(?:{BUDGET})"
    ):
        where = Condition("budget_minutes", "empty", True)
        return TaskWishes(("without a budget of hours",), (where,))
    has = Condition("budget_minutes", "over", 0)
    least = query.measure == "least"
    order = "budget_minutes" if least else "-budget_minutes"
    return TaskWishes(("with a budget of hours",), (has,), order, ("budget_minutes",))
