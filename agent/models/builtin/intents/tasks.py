"""Tasks: what is open, done, late or due, and whose it is."""

from __future__ import annotations

import re
from dataclasses import replace

from agent.compact import Condition
from agent.models.builtin.answers.phrases import listed
from agent.models.builtin.answers.tasks import (
    compared_answer,
    task_list_answer,
)
from agent.models.builtin.desk import Desk
from agent.models.builtin.entry_tasks import leaving_out_task
from agent.models.builtin.intents import all_intents
from agent.models.builtin.intents.all_tasks import all_answer
from agent.models.builtin.intents.intent import Intent, points
from agent.models.builtin.intents.one_task import TASK_SUBJECTS, asked_name, asks_when, named_answer
from agent.models.builtin.intents.task_calls import (
    people_named,
    task_call,
    with_tasklist,
)
from agent.models.builtin.intents.task_wishes import (
    TaskWishes,
    asks_attribute,
    asks_budget,
    read_task_wishes,
    refuse_done_late,
)
from agent.models.builtin.left_out import of_active_projects
from agent.models.builtin.names.entry import Entry, Kind
from agent.models.builtin.query import Query, read_query, work_lean
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request
from agent.models.builtin.text.fold import fold
from agent.models.builtin.text.vocabulary import is_content

_STATES = {"overdue", "done", "open"}
_STATE = r"open|overdue|due|left|late|outstanding|pending|unfinished|urgent|critical|to do"
_DONE = r"finish(?:ed)?|complet(?:e|ed)|wrap(?:ped)? up|(?:get|got|gets|getting) (?:\S+ ){0,2}done"
_CUES = (
    (r"tasks?|to-?dos?|tickets?|task list|action items?|work items?", 5),
    (r"left to do|still to do|to do (?:for|in|on|this|next|today)|"
     r"on (?:\S+ ){1,3}plate|on (?:my|his|her|their|our|your|\x01+(?:'s)?) "
     r"(?:\w+ )?(?:list|desk|radar|schedule|agenda)", 5),
    (r"(?:what|which|anything|everything|stuff|things?)\b[^?]*\b(?:has|have|needs?|must|should|"
     r"supposed|due|got)(?: \w+){0,2} be (?:done|finished|completed?|ready|delivered|closed|in|out|"
     r"wrapped up)", 4),
    (r"(?:anything|something) (?:else )?for(?= \x01)", 4),
    (r"should (?:\S+ ){1,2}have (?:\w+ )?(?:been )?(?:deliver|finish|complet|do)\w*", 4),
    (r"be done|needs? doing|responsible for|in charge of|owner of|owns", 3),
    (r"(?:(?:have|has|needs?|got|supposed) to|must|should|shall) (?:\S+ ){0,2}?(?:do|work on|"
     r"finish|complete|deliver|hand (?:in|over))|"
     r"(?<!we )(?<!we are )(?<!we're )working on|work on next", 4),
    (r"still (?:have|has|had|got)|(?:have|has|got) (?:\S+ ){0,3}"
     r"(?:open|left|to do|outstanding)", 3),
    (r"assigned to|unassigned|open items?|due (?:today|tomorrow|this|next|on)", 2.5),
    (rf"(?:has|have|did) (?:\S+ ){{1,3}}(?:{_DONE}|done|closed?)", 4),
    (_DONE, 2.5),
    (r"overdue|late|behind", 1.5),
    (r"who(?:'s| is| are)?\b[^?]*\b(?:behind|late|overdue)", 2.5),
    (rf"(?:what(?:'s| is| are)?|anything|everything|something|stuff|things?) (?:\S+ ){{0,2}}?"
     rf"(?:{_STATE})", 2),
    (r"how far (?:along )?(?:are|is|have|did)\b", 4),
    (r"(?:the |our )?next (?:steps?|actions?)", 5),
    (r"coming up|up next|on the agenda|(?:what(?:'s| is)?|anything) (?:coming )?next", 3),
    (r"(?<!amount )(?<!amounts )due", 2),
    (r"(?:when|is|are|was)\b[^?]*\bdue|who(?:'s| is) (?:on|doing|working on)", 2),
)  # fmt: skip
_NOT_TASKS = (
    r"invoices?|milestones?|deliverables?|budgets? left|hours|time entr(?:y|ies)|logged|tracked|"
    r"(?:most|least|much) time|due from(?= \x01)"
)


def _score(request: Request) -> float:
    score = points(request.plain, *_CUES)
    if request.says("jobs?|work") and request.filters & _STATES:
        score += 3
    if _asks_where(request):
        score += 8
    if request.says("deadlines?") and (_placed(request) or "mine" in request.filters):
        score += 5
    if _asks_doer(request):
        score += 6
    if request.says("coming up|up next") and (_placed(request) or "mine" in request.filters):
        score += 3
    if asks_attribute(request):
        return score + 12
    if asks_budget(request):
        score += 8
    if request.filters & {"billable", "nonbillable"} and request.says("tasks|to-?dos"):
        score += 4
    if _asks_whose(request):
        score += 8
    if request.invoice_number:
        score -= 6
    if request.filters & {"critical", "high"}:
        score += 3
    if _placed(request) and request.says("late|behind|overdue|slipping|slipped"):
        score += 3
    nameless = request.unknown_names or request.stray_words
    asked = request.measure == "yes-no" or (request.is_question and nameless) or request.says(
        "when|how (?:late|overdue|long|many (?:days|weeks))")  # fmt: skip
    asks_state = asked and request.filters & _STATES
    if asks_when(request) and asked_name(request):
        score += 2
    if asks_state and (nameless or asked_name(request)):
        score += 4 if request.mentions else 6
    paid = request.filters & {"paid", "unpaid"} and not request.says("tasks?|to-?dos?")
    if (request.says(_NOT_TASKS) and not asks_budget(request)) or request.currencies or paid:
        score -= 4
    return score


def _asks_where(request: Request) -> bool:
    """ "On which projects is QA still open?"."""
    which = r"(?:which|what) (?:\w+ )?projects?"
    unknown = request.unknown_names or request.stray_words
    state = request.says(rf"(?:in|on|for|of) {which}") and request.filters & _STATES
    return bool(unknown and (state or request.says(rf"{which} {_HAVE}")))


_HAVE = r"(?:still |also |all )?(?:have|has|had|got|need|needs|include|includes|contain|with)"
# "Who's drafting the lease": what is done is a task's name in other words.
_DOES = re.compile(
    r"who(?:'s| is| are|s| will be)? (?:currently |now |still )*(?:(?P<verb>[a-z]+ing)\b|"
    r"(?:does|handles|covers|takes care of|looks after|sees to|in charge of|responsible for) "
    r"(?:all )?the (?=[a-z]))"
)


def _asks_doer(request: Request) -> bool:
    found = _DOES.match(request.command)
    doing = found is not None and (not found["verb"] or is_content(found["verb"]))
    return doing and not request.says(TASK_SUBJECTS)


def _asks_whose(request: Request) -> bool:
    """ "For which client is the floor plan?": of a task, where nothing else is named."""
    unknown = request.unknown_names or request.stray_words or request.loose_phrases
    other = request.says(rf"{_NOT_TASKS}|projects?|bills?|owes?|paid|billed") or request.mentions
    return bool(unknown and not other and request.says(_WHOSE))


_WHOSE = (
    r"(?:for|of) (?:which|what|whose) (?:client|customer|company) (?:is|are|was|do)|"
    r"(?:which|what|whose) (?:client|customer|company) (?:is|are|was) .*\b(?:for|from)|"
    r"(?:which|what) (?:client|customer|company) (?:does|do) .*\b(?:belong|go)\b.*"
)


def _placed(request: Request) -> bool:
    """Whether a project or a person is named, of whom nothing but work can be late."""
    kinds: tuple[Kind, ...] = ("project", "user")
    return any(m.best(kind) > m.best("client") for m in request.mentions for kind in kinds)


def _handle(desk: Desk, request: Request) -> Reply:
    query = read_query(desk, request, "project", "client", "user", "task", lean=work_lean(request))
    refuse_done_late(request)
    request, query = leaving_out_task(desk, request, query)
    query = _of_milestone(request, with_tasklist(desk, request, query))
    if "unassigned" in query.filters and query.group == "user":
        query = replace(query, group="")
    query = query.heeding("threshold") if query.late_by else query
    known = query.tasklist or query.milestone
    named = None if known else named_answer(desk, request, query)
    if named:
        return named
    answer = all_answer(desk, request, query)
    if answer:
        return answer
    wishes = read_task_wishes(request, query)
    query, wishes = _of_all_of_them(request, query, wishes)
    query = replace(query.heeding(*wishes.shows), period=None if wishes.entered else query.period)
    if query.group in ("user", "project", "client") and not query.late_by:
        query = query.heeding("threshold")
    queries = query.each()
    calls = (of_active_projects(desk, request, one, task_call(one, request)) for one in queries)
    readings = desk.read_all(*(wishes.applied(call) for call in calls))
    names = people_named(desk, query, request)
    today = request.calendar.today
    if len(queries) > 1 and query.measure in ("most", "least"):
        text = compared_answer(query, list(zip(queries, readings, strict=True)))
        return query.heeding("comparison").reply("tasks", text, each=True)
    texts = [
        task_list_answer(one, reading, names, today, wishes.words)
        for one, reading in zip(queries, readings, strict=True)
    ]
    texts += _also_late(desk, request, query)
    return query.reply("tasks", "\n".join(texts), each=True)


def _of_all_of_them(request: Request, query: Query, wishes: TaskWishes) -> tuple[Query, TaskWishes]:
    """ "Tasks that Anna and Ben share": those of both, and not of each."""
    others = [other for other in query.scope.others if other.kind == "user"]
    if not (others and query.scope.user and request.says(_SHARED)):
        return query, wishes
    where = [Condition("user_ids", "holds", other.id) for other in others]
    names = listed([other.name for other in others])
    kept = tuple(other for other in query.scope.others if other not in others)
    query = replace(query, scope=replace(query.scope, others=kept))
    said = (*wishes.words, f"shared with {names}")
    return query, replace(wishes, words=said, where=(*wishes.where, *where))


_SHARED = r"shared?|together|in common|jointly|with each other"


def _also_late(desk: Desk, request: Request, query: Query) -> list[str]:
    """The late milestones and invoices of a client of whom anything late is asked for."""
    anything = request.says(r"any ?thing|everything|something|stuff|things?|what(?:'s| is)?")
    only_client = query.scope.client and not (query.scope.project or query.scope.user)
    if not (anything and only_client and "overdue" in query.filters) or request.says(_ONLY_WORK):
        return []
    others = [all_intents()[name].handle(desk, request) for name in ("milestones", "invoices")]
    return [reply.text for reply in others]


_ONLY_WORK = rf"{TASK_SUBJECTS}|to do|do|finish|deliver|working on|plates?"


def _of_milestone(request: Request, query: Query) -> Query:
    """The tasks of the milestone that the conversation is about, where the request names it."""
    note = request.picks.get("milestone")
    if not note or all(fold(quote.text) != fold(note["name"]) for quote in request.quotes):
        return query
    return replace(query, milestone=Entry("milestone", note["id"], note["name"]), stray=())


INTENT = Intent(
    name="tasks",
    score=_score,
    handle=_handle,
    kinds=("project", "client", "user"),
    tool="list_tasks",
    continues=True,
    subject="tasks",
    of_tasks=True,
    examples=(
        "What tasks are open in Website Relaunch?",
        "Show my overdue tasks",
        "Which tasks of Acme are due this week?",
        "Is the task Homepage wireframes done?",
        "How many open tasks does Anna have?",
    ),
)
