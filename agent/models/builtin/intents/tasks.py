"""Tasks: what is open, done, late or due, and whose it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agent.compact import Condition, View
from agent.models.builtin.answers.people import position_answer
from agent.models.builtin.answers.tasks import (
    compared_answer,
    completed_in_period,
    task_answer,
    task_list_answer,
    wanted_priorities,
)
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.find_tasks import find_tasks, roots
from agent.models.builtin.intents import all_intents
from agent.models.builtin.intents.intent import Intent, points
from agent.models.builtin.intents.milestones import find_milestone, milestone_of, one_milestone
from agent.models.builtin.intents.people import held_position
from agent.models.builtin.left_out import leaving_out
from agent.models.builtin.leftovers import task_phrase
from agent.models.builtin.names.entry import Entry, Kind, entry_from
from agent.models.builtin.query import Query, date_args, read_query, work_lean
from agent.models.builtin.questions import ask
from agent.models.builtin.reply import Reply, say
from agent.models.builtin.request import Request
from agent.models.builtin.scope import Scope, near_names, resolve
from agent.models.builtin.text.calendar import Calendar, Period
from agent.models.builtin.text.fold import fold, words_of
from agent.models.builtin.text.vocabulary import is_content

_SUBJECTS = r"tasks?|to-?dos?|tickets?|milestones?|projects?|clients?|invoices?|people|team"
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
    (r"coming up|up next|on the agenda|(?:what|anything) next", 3),
    (r"(?<!amount )(?<!amounts )due", 2),
    (r"(?:when|is|are|was)\b[^?]*\bdue|who(?:'s| is) (?:on|doing|working on)", 2),
)  # fmt: skip
_NOT_TASKS = (
    r"invoices?|milestones?|deliverables?|hours|time entr(?:y|ies)|logged|tracked|"
    r"(?:most|least|much) time"
)
# Of these only what is still open is of interest, unless done ones are asked for.
_OPEN_MEANT = frozenset(
    ("open", "undue", "unpaid", "undated", "unassigned", "critical", "high", "low")
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
    if _asks_whose(request):
        score += 8
    if request.invoice_number:
        score -= 6
    if request.filters & {"critical", "high"}:
        score += 3
    if _placed(request) and request.says("late|behind|overdue|slipping|slipped"):
        score += 3
    asks_state = (request.measure == "yes-no" or request.says("when")) and request.filters & _STATES
    if _asks_when(request) and _asked_name(request):
        score += 2
    if asks_state and (request.unknown_names or _asked_name(request)):
        score += 4
    paid = request.filters & {"paid", "unpaid"} and not request.says("tasks?|to-?dos?")
    if request.says(_NOT_TASKS) or request.currencies or paid:
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
    r"who(?:'s| is| are|s| will be)? (?:currently |now |still )*(?P<verb>[a-z]+ing)\b"
)


def _asks_doer(request: Request) -> bool:
    found = _DOES.match(request.command)
    return found is not None and is_content(found["verb"]) and not request.says(_SUBJECTS)


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


def _several(desk: Desk, request: Request, query: Query, found: Sequence[Entry]) -> Reply | None:
    """All tasks of one name, where all of them are asked about; None where one is."""
    if len({fold(entry.name) for entry in found}) > 1 or not request.says(_ALL_OF_THEM):
        return None
    query = replace(query, group="", stray=())
    args = dict(query.scope.ids()) | {"name": found[0].name} | _filters(query, request)
    where = _view(query, request.calendar) or View()
    exact = Condition("name", "is", found[0].name)
    reading = desk.read_all(Call("list_tasks", args, replace(where, where=(*where.where, exact))))[
        0
    ]
    names = _people(desk, query, request)
    text = task_list_answer(query, reading, names, request.calendar.today)
    return query.reply("tasks", f'Tasks called "{found[0].name}": {text}')


_ALL_OF_THEM = (
    r"(?:which|what) (?:\w+ )?projects?|where|everywhere|all|each|every|both|tasks|to-?dos|tickets"
)


def _placed(request: Request) -> bool:
    """Whether a project or a person is named, of whom nothing but work can be late."""
    kinds: tuple[Kind, ...] = ("project", "user")
    return any(m.best(kind) > m.best("client") for m in request.mentions for kind in kinds)


def _handle(desk: Desk, request: Request) -> Reply:
    query = read_query(desk, request, "project", "client", "user", "task", lean=work_lean(request))
    query = _of_milestone(request, with_tasklist(desk, request, query))
    if "unassigned" in query.filters and query.group == "user":
        query = replace(query, group="")
    query = query.heeding("threshold") if query.late_by else query
    known = query.tasklist or query.milestone
    named = None if known else named_answer(desk, request, query)
    if named:
        return named
    queries = query.each()
    readings = desk.read_all(*(_call(one, request) for one in queries))
    names = _people(desk, query, request)
    today = request.calendar.today
    if len(queries) > 1 and query.measure in ("most", "least"):
        text = compared_answer(query, list(zip(queries, readings, strict=True)))
        return query.heeding("comparison").reply("tasks", text, each=True)
    texts = [
        task_list_answer(one, reading, names, today)
        for one, reading in zip(queries, readings, strict=True)
    ]
    texts += _also_late(desk, request, query)
    return query.reply("tasks", "\n".join(texts), each=True)


def _also_late(desk: Desk, request: Request, query: Query) -> list[str]:
    """The late milestones and invoices of a client of whom anything late is asked for."""
    anything = request.says(r"any ?thing|everything|something|stuff|things?|what(?:'s| is)?")
    only_client = query.scope.client and not (query.scope.project or query.scope.user)
    if not (anything and only_client and "overdue" in query.filters) or request.says(_ONLY_WORK):
        return []
    others = [all_intents()[name].handle(desk, request) for name in ("milestones", "invoices")]
    return [reply.text for reply in others]


_ONLY_WORK = rf"{_SUBJECTS}|to do|do|finish|deliver|working on|plates?"


def _of_milestone(request: Request, query: Query) -> Query:
    """The tasks of the milestone that the conversation is about, where the request names it."""
    note = request.picks.get("milestone")
    if not note or all(fold(quote.text) != fold(note["name"]) for quote in request.quotes):
        return query
    return replace(query, milestone=Entry("milestone", note["id"], note["name"]), stray=())


_LIST_WORD = r"lists?|columns?|sections?|stages?|sprints?|phases?|backlog"


def with_tasklist(desk: Desk, request: Request, query: Query) -> Query:
    """The task list of the project that the words name, as "Sprint 4" of an app."""
    project = query.scope.project
    words = request.unknown_names or request.stray_words or request.says(_LIST_WORD)
    if not project or not words or query.scope.others:
        return query
    details = desk.read("get_project_details", project_id=project.id).rows[0]
    for name in (str(row["name"]) for row in details.get("tasklists") or []):
        if _is_said(name, request):
            return replace(query, tasklist=name, stray=())
    return query


def _is_said(name: str, request: Request) -> bool:
    said = r"\W+".join(re.escape(word) for word in words_of(name))
    plain_word = "" if " " in name.strip() else rf"(?=\W*(?:{_LIST_WORD})\b)"
    before = rf"(?:\bin|\bfrom|\b(?:{_LIST_WORD}))\s+(?:the\s+)?[\"']?{said}\b"
    return bool(re.search(rf"\b{said}\b{plain_word}|{before}", request.plain))


def _call(query: Query, request: Request) -> Call:
    args: dict[str, Any] = dict(query.scope.ids()) or {"name": ""}
    if query.milestone:
        args = {"milestone_id": query.milestone.id}
    call = Call("list_tasks", args | _filters(query, request), _view(query, request.calendar))
    return leaving_out(call, query)


def _view(query: Query, calendar: Calendar) -> View | None:
    """What the tool cannot filter by, asked of the rows."""
    where: list[Condition] = []
    order = ""
    if "unassigned" in query.filters:
        where.append(Condition("user_ids", "empty", True))
    if "undated" in query.filters:
        where.append(Condition("due_date", "empty", True))
    if "undue" in query.filters:
        where.append(Condition("due_date", "outside", calendar.past.as_strings()))
    priorities = wanted_priorities(query)
    if priorities:
        where.append(Condition("priority", "in", priorities))
    if query.tasklist:
        where.append(Condition("tasklist", "is", query.tasklist))
    if completed_in_period(query):
        days = date_args(query.period)
        if "date_from" in days:
            where.append(Condition("completed_on", "from", days["date_from"]))
        if "date_to" in days:
            where.append(Condition("completed_on", "to", days["date_to"]))
        order = "-completed_on"
    return View(tuple(where), order) if where else None


# "When is the guest list due?": a name made of everyday words, by where it stands.
_ASKED = re.compile(
    r"\b(?:when(?:'s| is| was)|"
    r"when (?:do|does|did|will|must|should|can) (?:we|they|you|i)(?: (?:have|need) to)? [a-z]+|"
    r"is|are|was|has|who(?:'s| is) (?:on|doing|working on|"
    r"responsible for)|"
    r"status of|how is|how's|how far (?:along )?(?:are|is|have|did) (?:(?:we|they|you|she|he) "
    r")?(?:got "
    r"|gotten |get )?(?:along )?(?:with|on)?|(?:finish|complete|do|start|miss|hit|reach|"
    r"meet))\s+(?:the\s+)?"
    r"(?P<name>(?!(?:they|we|it|you|i|there|he|she|any\w*|some\w*|every\w*|all|due|done|finished|"
    r"ready|completed?|overdue|late|still|closed|open|not|on|in|for)\b)[a-z#0-9][^?!,\x01]*?)\s*"
    r"(?=\b(?:due|done|finished|ready|completed?|overdue|late|in|of|for|still|been|closed|open|"
    r"on|got|have|has)\b|"
    r"[?!,\x01]|$)"
)


_CALLED = re.compile(r"\b(?:called|named|titled|labelled)\s+(?P<name>[^?!,\x01]{3,60})")


_WHEN = r"when(?:'s| is| was| are| were| do| does| did| will| must| should| can)\b"


def _asks_when(request: Request) -> bool:
    return re.match(_WHEN, request.command) is not None


def _asked_name(request: Request) -> str:
    """What stands where a question names a thing, or nothing."""
    found = _ASKED.search(request.firm.plain)
    if not found or re.search(rf"\b(?:our|my|{_SUBJECTS})\b", found["name"]):
        return ""
    telling = len(words_of(found["name"])) > 1 or is_content(found["name"].strip())
    return request.text[slice(*found.span("name"))].strip() if telling else ""


def named_answer(desk: Desk, request: Request, query: Query) -> Reply | None:
    """The answer about the one task or milestone that the question names, if it names one.

    A plain name that fits nothing ends the step; words that only may be a name do not.
    """
    names = [name for name in request.unknown_names if name not in query.scope.places]
    asked = _asked_name(request)
    listed = with_tasklist(desk, request, query)
    if listed.tasklist:
        reading = desk.read_all(_call(listed, request))[0]
        return listed.reply("tasks", task_list_answer(listed, reading, {}, request.calendar.today))
    if query.scope.task and not query.scope.others:
        return _about_one(desk, request, query, query.scope.task)
    other = _of_other_name(desk, request, query)
    if other:
        return other
    if _WHO_IS.match(request.command):
        holders = _of_position(desk, query, (*names, *query.stray, *request.loose_phrases))
        if holders:
            return holders
    called = _CALLED.search(request.firm.plain)
    phrases = [request.text[slice(*called.span("name"))].strip()] if called else []
    phrases += [task_phrase(request.firm)] if names or query.stray or request.loose_phrases else []
    phrases += [*request.loose_phrases, asked, *names[:1], *query.stray]
    for phrase in dict.fromkeys(phrase for phrase in phrases if len(phrase) > 1):
        scope = query.scope
        if phrase in request.loose_phrases:
            scope = resolve(desk, request.firm, "project", "client", "user", write=True)
        found = find_tasks(desk, phrase, scope, doing=True)
        milestone = _said_whole(desk, request, scope, phrase, found)
        if milestone:
            return _about_milestone(desk, request, query, milestone)
        several = _several(desk, request, replace(query, scope=scope), found) if found else None
        if several and not request.picks.get("task"):
            return several
        if found:
            return _about_one(desk, request, query, _clear(request, phrase, found))
        milestone = None if request.says(_TASK_NOUN) else find_milestone(desk, phrase, scope)
        if milestone:
            return _about_milestone(desk, request, query, milestone)
    if request.says("who"):
        holders = _of_position(desk, query, (*names, *query.stray))
        if holders:
            return holders
    if names:
        close = near_names(desk, names[0], ("client", "project", "user"))
        raise say(f'I found no project, client, person or task called "{names[0]}".{close}')
    if asked and _asks_when(request):
        raise say(f'I found no task or milestone called "{asked}".')
    return None


# "Who's the site supervisor": somebody by what the person does, before any task.
_WHO_IS = re.compile(r"who(?:'s|s| is| are)? (?:the|our|an?)\b")


def _of_position(desk: Desk, query: Query, words: Sequence[str]) -> Reply | None:
    """Who holds the position that one of these words says, if any does."""
    position = held_position(desk, words)
    if not position:
        return None
    where = Condition("position", "has", position)
    reading = desk.read_all(Call("list_users", {"active": True}, View((where,))))[0]
    return replace(query, stray=()).reply("people", position_answer(query, reading, position))


def _of_other_name(desk: Desk, request: Request, query: Query) -> Reply | None:
    """The answer about a task or milestone whose whole name was said, where a word of it was taken
    for a part of a client's or project's: "filing day" beside a project "Merger Filing"."""
    parts = {root for mention in request.parts_of_names for root in roots(mention.text)}
    if not parts or not _ASKS_THING.match(request.command):
        return None
    sure = request.without(*(mention.span for mention in request.parts_of_names))
    scope = resolve(desk, sure, "project", "client", "user", write=True)
    said = roots(request.text)
    for phrase in dict.fromkeys(filter(None, (_asked_name(sure), task_phrase(sure)))):
        tasks = [task for task in find_tasks(desk, phrase, scope, doing=True)
                 if parts & roots(task.name) and roots(task.name) <= said]  # fmt: skip
        if tasks:
            query = replace(query, scope=scope)
            return _several(desk, request, query, tasks) or _about_one(
                desk, request, query, _clear(request, phrase, tasks))  # fmt: skip
    row = None if request.says(_TASK_NOUN) else milestone_of(desk, parts, said, scope)
    return _about_milestone(desk, request, query, row) if row else None


_TASK_NOUN = r"tasks?|to-?dos?|tickets?"


def _said_whole(
    desk: Desk, request: Request, scope: Scope, phrase: str, tasks: Sequence[Entry]
) -> dict[str, Any] | None:
    """The milestone of whose name every word was said, where none of the tasks' was: "when is the
    roof closed" beside a task "Roof battens"."""
    said = roots(request.text)
    if request.says(_TASK_NOUN) or any(roots(task.name) <= said for task in tasks):
        return None
    return milestone_of(desk, roots(phrase), said, scope)


def _about_milestone(desk: Desk, request: Request, query: Query, row: dict[str, Any]) -> Reply:
    query = replace(query, stray=(), milestone=entry_from("milestone", row))
    return query.reply("milestones", one_milestone(desk, request, query, row))


_ASKS_THING = re.compile(
    r"(?:(?:see|check|know|tell me|wonder\w*) (?:if |whether )?)?(?:(?:by|until|since) )?"
    r"(?:when|who|is|are|was|were|has|have|had|did|does|do|will)\b"
)


def _clear(request: Request, phrase: str, tasks: Sequence[Entry]) -> Entry:
    """The task meant; asks where several are."""
    picked = request.picks.get("task")
    found = [task for task in tasks if not picked or task.id == picked["id"]]
    if len(found) > 1:
        raise ask(request, f'Which task do you mean by "{phrase}"?', key="task", options=found)
    return found[0]


def _about_one(desk: Desk, request: Request, query: Query, task: Entry) -> Reply:
    place = {"project_id": task.project_id} if task.project_id else {}
    reading = desk.read("list_tasks", **place, name=task.name)
    row = next((row for row in reading.rows if row["id"] == task.id), None)
    if row is None:
        raise say(f"I found the task {task.label}, but could not read it.")
    if row.get("user_ids"):
        query = replace(query, group="user")
    query = replace(query, scope=replace(query.scope, task=task), stray=())
    names = _people(desk, query, request)
    return query.reply("tasks", task_answer(query, row, names, request))


def _filters(query: Query, request: Request) -> dict[str, Any]:
    args: dict[str, Any] = {}
    if "overdue" in query.filters:
        late = query.late(request.calendar.today)
        return {"complete": False, **date_args(late, "due_from", "due_to")}
    done = "done" in query.filters
    if (query.apart and not done) or query.filters & (
        _OPEN_MEANT - ({"critical", "high", "low"} if done else set())
    ):
        args["complete"] = False
    elif done:
        args["complete"] = True
    elif request.says("working on|to-?dos?|to do|plate|next"):
        args["complete"] = False
    if args.get("complete") and not query.due:
        # Done in October means completed then; the answer keeps the rows of that time.
        return args
    window = query.due or query.period
    if window and window.single == request.calendar.today and request.says("to do|plate"):
        window = Period(None, window.last)
    ahead = window is not None and (not window.last or window.last >= request.calendar.today)
    if window and "complete" not in args and (query.measure != "yes-no" or ahead):
        args["complete"] = False
    return args | date_args(window, "due_from", "due_to")


def _people(desk: Desk, query: Query, request: Request) -> dict[int, str]:
    """Names by id, read only when the answer will name people."""
    ranked = query.measure in ("most", "least")
    if query.group != "user" and not ranked and not request.says("who|whose|assignees?|owners?"):
        return {}
    return {entry.id: entry.name for entry in desk.entries("user")}


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
