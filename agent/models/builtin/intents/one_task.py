"""The one task or milestone that a question names, by whatever words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agent.compact import Condition, View
from agent.models.builtin.answers.people import position_answer
from agent.models.builtin.answers.tasks import (
    asks_description,
    task_answer,
    task_list_answer,
)
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.find_tasks import find_tasks, meant_by, roots
from agent.models.builtin.intents.milestones import find_milestone, milestone_of, one_milestone
from agent.models.builtin.intents.task_calls import (
    people_named,
    task_call,
    task_filters,
    task_view,
    with_tasklist,
)
from agent.models.builtin.intents.task_wishes import fields_asked
from agent.models.builtin.leftovers import task_phrase
from agent.models.builtin.names.entry import Entry, entry_from
from agent.models.builtin.names.literal import said_whole
from agent.models.builtin.positions import held_position
from agent.models.builtin.query import Query
from agent.models.builtin.questions import ask
from agent.models.builtin.reply import Reply, say
from agent.models.builtin.request import Request
from agent.models.builtin.scope import Scope, near_names, resolve
from agent.models.builtin.text.fold import fold, words_of
from agent.models.builtin.text.vocabulary import is_content
from agent.models.builtin.unknown import unknown_beside

TASK_SUBJECTS = r"tasks?|to-?dos?|tickets?|milestones?|projects?|clients?|invoices?|people|team"


_CALLED = re.compile(r"\b(?:called|named|titled|labelled)\s+(?P<name>[^?!,\x01]{3,60})")


# "Who's the site supervisor", "who does the back end": somebody by what the person does, before any
# task.
_DOES = r"does|handles|covers|looks after|sees to|takes care of"
_WHO_IS = re.compile(rf"who(?:'s|s| is| are| {_DOES.replace('|', '| ')})? (?:the|our|an?)\b")


_TASK_NOUN = r"tasks?|to-?dos?|tickets?"


def named_answer(desk: Desk, request: Request, query: Query) -> Reply | None:
    """The answer about the one task or milestone that the question names, if it names one.

    A plain name that fits nothing ends the step; words that only may be a name do not.
    """
    names = [name for name in request.unknown_names if name not in query.scope.places]
    asked = asked_name(request)
    listed = with_tasklist(desk, request, query)
    if listed.tasklist:
        reading = desk.read_all(task_call(listed, request))[0]
        return listed.reply("tasks", task_list_answer(listed, reading, {}, request.calendar.today))
    if query.scope.task and not query.scope.others:
        return _about_one(desk, request, query, query.scope.task)
    said = said_whole(request.text, desk.things)
    kept = said and all(entry.name != said for entry in query.scope.without)
    answer = _of_phrase(desk, request, query, said) if kept else None
    answer = answer or _of_other_name(desk, request, query)
    if answer:
        return answer
    if _WHO_IS.match(request.command):
        holders = _of_position(
            desk, request, query, (*names, *query.stray, *request.loose_phrases, asked)
        )
        if holders:
            return holders
    for phrase in _phrases(request, query, names, asked):
        answer = _of_phrase(desk, request, query, phrase)
        if answer:
            return answer
    if request.says("who"):
        holders = _of_position(desk, request, query, (*names, *query.stray, asked))
        if holders:
            return holders
    if names:
        close = near_names(desk, names[0], ("client", "project", "user"))
        raise say(f'I found no project, client, person or task called "{names[0]}".{close}')
    unfound = asked and (asks_when(request) or _asked_alone(request, query, asked))
    if unfound:
        raise say(f'I found no task or milestone called "{asked}".')
    return None


def _asked_alone(request: Request, query: Query, asked: str) -> bool:
    """Whether words that nothing explains are the one thing that is asked about, in no place that
    is known: "did we finish the copywriting?", "is the press kit done?" beside a client "Press"."""
    strange = (*query.stray, *request.loose_phrases)
    known = any(not mention.loose for mention in request.mentions)
    return not known and any(fold(asked).endswith(fold(each)) for each in strange)


def _phrases(request: Request, query: Query, names: Sequence[str], asked: str) -> list[str]:
    """The words that may be a name, the likeliest first."""
    called = _CALLED.search(request.firm.plain)
    phrases = [request.text[slice(*called.span("name"))].strip()] if called else []
    phrases += [task_phrase(request.firm)] if names or query.stray or request.loose_phrases else []
    phrases += [*request.loose_phrases, asked, *names[:1], *query.stray]
    return list(dict.fromkeys(phrase for phrase in phrases if len(phrase) > 1))


def _of_phrase(desk: Desk, request: Request, query: Query, phrase: str) -> Reply | None:
    """The answer about the tasks or the milestone that a phrase names."""
    scope = query.scope
    if any(mention.loose and mention.text in phrase for mention in request.mentions):
        scope = resolve(desk, request.firm, "project", "client", "user", write=True)
    found = find_tasks(desk, phrase, scope, doing=True)
    found = meant_by(phrase, found) if phrase in query.stray else found
    milestone = _said_whole(desk, request, scope, phrase, found)
    if milestone:
        return _about_milestone(desk, request, query, milestone)
    several = _several(desk, request, replace(query, scope=scope), found) if found else None
    if several and not request.picks.get("task"):
        return several
    if found:
        return _about_one(desk, request, query, _clear(request, phrase, found))
    milestone = None if request.says(_TASK_NOUN) else find_milestone(desk, phrase, scope)
    return _about_milestone(desk, request, query, milestone) if milestone else None


def _several(desk: Desk, request: Request, query: Query, found: Sequence[Entry]) -> Reply | None:
    """All tasks of one name, where all of them are asked about; None where one is."""
    if len({fold(entry.name) for entry in found}) > 1 or not request.says(_ALL_OF_THEM):
        return None
    query = replace(query, group="", stray=())
    args = dict(query.scope.ids()) | {"name": found[0].name} | task_filters(query, request)
    where = task_view(query, request.calendar) or View()
    exact = Condition("name", "is", found[0].name)
    reading = desk.read_all(Call("list_tasks", args, replace(where, where=(*where.where, exact))))[
        0
    ]
    names = people_named(desk, query, request)
    text = task_list_answer(query, reading, names, request.calendar.today)
    return query.reply("tasks", f'Tasks called "{found[0].name}": {text}')


_ALL_OF_THEM = (
    r"(?:which|what) (?:\w+ )?projects?|where|everywhere|all|each|every|both|tasks|to-?dos|tickets"
)


_ATTRIBUTE = (
    r"(?:dead ?line|due date|date|priority|prio|assignee|owner|status|state|progress|description|"
    r"estimate|budget) (?:of|for|on)"
)
# "When is the guest list due?": a name made of everyday words, by where it stands.
_ASKED = re.compile(
    r"\b(?:when(?:'s| is| was)|"
    r"when (?:do|does|did|will|must|should|can) (?:we|they|you|i)(?: (?:have|need) to)? [a-z]+|"
    r"is|are|was|has|who(?:'s| is) (?:on|doing|working on|"
    r"responsible for)|who (?:" + _DOES + r")|"
    rf"{_ATTRIBUTE}|how (?:late|overdue) (?:is|are|was)|how long (?:is|are|has|have)|"
    r"how is|how's|how far (?:along )?(?:are|is|have|did) (?:(?:we|they|you|she|he) "
    r")?(?:got "
    r"|gotten |get )?(?:along )?(?:with|on)?|(?:finish|complete|do|start|miss|hit|reach|"
    r"meet))\s+(?:the\s+)?"
    r"(?P<name>(?!(?:they|we|it|you|i|there|he|she|any\w*|some\w*|every\w*|all|due|done|finished|"
    r"ready|completed?|overdue|late|still|closed|open|not|on|in|for)\b)[a-z#0-9][^?!,\x01]*?)\s*"
    r"(?=\b(?:due|done|finished|ready|completed?|overdue|late|in|of|for|still|been|closed|open|"
    r"on|got|have|has|here)\b|"
    r"[?!,\x01]|$)"
)


_WHEN = r"when(?:'s| is| was| are| were| do| does| did| will| must| should| can)\b"


def asks_when(request: Request) -> bool:
    return re.match(_WHEN, request.command) is not None


def asked_name(request: Request) -> str:
    """What stands where a question names a thing, or nothing."""
    found = _ASKED.search(request.firm.plain)
    if not found or re.search(rf"\b(?:our|my|{TASK_SUBJECTS})\b", found["name"]):
        return ""
    telling = len(words_of(found["name"])) > 1 or is_content(found["name"].strip())
    return request.text[slice(*found.span("name"))].strip() if telling else ""


def _of_position(desk: Desk, request: Request, query: Query, words: Sequence[str]) -> Reply | None:
    """Who holds the position that one of these words says, if any does."""
    position = held_position(desk, words)
    if not position:
        return None
    where = Condition("position", "has", position)
    reading = desk.read_all(Call("list_users", {"active": True}, View((where,))))[0]
    text = position_answer(query, request, reading, position)
    return replace(query, stray=()).reply("people", text)


def _of_other_name(desk: Desk, request: Request, query: Query) -> Reply | None:
    """The answer about a task or milestone whose whole name was said, where a word of it was taken
    for a part of a client's or project's: "sample day" beside a project "Fabric Sample"."""
    parts = {root for mention in request.parts_of_names for root in roots(mention.text)}
    listed = request.says(TASK_SUBJECTS) and not _ASKS_THING.match(request.command)
    if not parts or listed:
        return None
    sure = request.without(*(mention.span for mention in request.parts_of_names))
    scope = resolve(desk, sure, "project", "client", "user", write=True)
    said = roots(request.text)
    for phrase in dict.fromkeys(filter(None, (asked_name(sure), task_phrase(sure)))):
        tasks = [task for task in find_tasks(desk, phrase, scope, doing=True)
                 if parts & roots(task.name) and roots(task.name) <= said]  # fmt: skip
        if tasks:
            query = replace(query, scope=scope)
            return _several(desk, request, query, tasks) or _about_one(
                desk, request, query, _clear(request, phrase, tasks))  # fmt: skip
    row = None if request.says(_TASK_NOUN) else milestone_of(desk, parts, said, scope)
    return _about_milestone(desk, request, query, row) if row else None


def _said_whole(
    desk: Desk, request: Request, scope: Scope, phrase: str, tasks: Sequence[Entry]
) -> dict[str, Any] | None:
    """The milestone of whose name every word was said, where none of the tasks' was, or only of one
    whose name is a part of it: "when is the roof closed" beside tasks "Roof" and "Roof battens"."""
    said = roots(request.text)
    if request.says(_TASK_NOUN):
        return None
    row = milestone_of(desk, roots(phrase), said, scope)
    whole = [roots(task.name) for task in tasks if roots(task.name) <= said]
    longer = row and all(words < roots(str(row["name"])) for words in whole)
    return row if longer else None


def _about_milestone(desk: Desk, request: Request, query: Query, row: dict[str, Any]) -> Reply:
    stray = unknown_beside(request, query, row)
    query = replace(query, stray=stray, milestone=entry_from("milestone", row))
    return query.reply("milestones", one_milestone(desk, request, query, row))


_ASKS_THING = re.compile(
    r"(?:(?:see|check|know|tell me|wonder\w*) (?:if |whether )?)?(?:(?:by|until|since) )?"
    r"(?:when|who|is|are|was|were|has|have|had|did|does|do|will)\b|"
    rf"(?:(?:what(?:'s| is)?|which|and) )?(?:the )?{_ATTRIBUTE}\b"
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
    fields = fields_asked(request)
    query = query.heeding(*fields)
    fields += ["description"] if asks_description(request) else []
    shown = View(shows=tuple(fields)) if fields else None
    reading = desk.read_all(Call("list_tasks", {**place, "name": task.name}, shown))[0]
    row = next((row for row in reading.rows if row["id"] == task.id), None)
    if row is None:
        raise say(f"I found the task {task.label}, but could not read it.")
    if row.get("user_ids"):
        query = replace(query, group="user")
    stray = unknown_beside(request, query, row)
    query = replace(query, scope=replace(query.scope, task=task), stray=stray)
    names = people_named(desk, query, request)
    return query.reply("tasks", task_answer(query, row, names, request))
