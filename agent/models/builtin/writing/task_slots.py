"""A request for new tasks as slots: one `TaskSlots` a card, or a question about what is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from agent.models.builtin.desk import Desk
from agent.models.builtin.names.entry import Entry, Kind, entries_from
from agent.models.builtin.names.likeness import WHOLE
from agent.models.builtin.names.match import NameIndex
from agent.models.builtin.names.mentions import Mention
from agent.models.builtin.questions import ask
from agent.models.builtin.reply import say
from agent.models.builtin.request import Request
from agent.models.builtin.scope import Scope, near_names, resolve
from agent.models.builtin.text.fold import fold, words_of
from agent.models.builtin.text.vocabulary import is_content
from agent.models.builtin.writing.certainty import surely_named
from agent.models.builtin.writing.doers import doers_of
from agent.models.builtin.writing.pieces import Person
from agent.models.builtin.writing.task_draft import NewTask, due_day
from agent.models.builtin.writing.task_drafts import new_tasks_of

# Of a task list's name as said, this share of the words has to fit.
_LIST_SHARE = 0.7
# "Fix the header on homepage" need not be about a project "Homepage Redesign".
_LOOSE_WORDS = ("on", "for", "of", "at", "from")


@dataclass(frozen=True)
class TaskSlots:
    """What one card says. Everything but title and project only where it was said."""

    title: str
    project: Entry
    client: Entry | None = None
    tasklist: Entry | None = None
    owners: tuple[Entry, ...] = ()
    due: date | None = None
    minutes: int | None = None
    priority: str | None = None
    billable: bool | None = None
    description: str | None = None

    def args(self) -> dict[str, Any]:
        """The arguments of ``create_task``."""
        said: dict[str, Any] = {
            "name": self.title,
            "project_id": self.project.id,
            "client_id": self.client.id if self.client else None,
            "tasklist_id": self.tasklist.id if self.tasklist else None,
            "user_ids": [owner.id for owner in self.owners] or None,
            "due_date": self.due.isoformat() if self.due else None,
            "budget_minutes": self.minutes,
            "priority": self.priority,
            "billable": self.billable,
            "description": self.description,
        }
        return {name: value for name, value in said.items() if value is not None}


def read_task_slots(desk: Desk, request: Request) -> list[TaskSlots]:
    """The tasks that a request asks for.

    Ends the step with look-ups that are missing, and with a question where a slot is open or has
    several values, or where words are left over.
    """
    return [_slots(desk, request, draft) for draft in new_tasks_of(request)]


def _slots(desk: Desk, request: Request, draft: NewTask) -> TaskSlots:
    title = str(request.picks.get("title") or draft.title)
    if not title:
        raise ask(request, "What should the task be called?", key="title", expects="text")
    if draft.doubtful_day and draft.due is None and "day" not in request.picks:
        raise ask(
            request,
            f'Is "{draft.doubtful_day}" when it is due, or part of its name? Say "due '
            f'{draft.doubtful_day}", or put the name in quotes.',
            key="due",
            phrase=draft.doubtful_day,
            expects="date",
        )
    owners = _owners(desk, request, draft)
    scope = _place(desk, request, draft)
    project = _project(desk, request, draft, scope)
    tasklist, strangers = _tasklist(desk, project, draft)
    if strangers:
        raise _stranger(desk, request, strangers[0])
    return TaskSlots(
        title=title,
        project=project,
        client=scope.client,
        tasklist=tasklist,
        owners=owners,
        due=_due(request, draft),
        minutes=draft.minutes,
        priority=draft.priority,
        billable=draft.billable,
        description=draft.description,
    )


def _owners(desk: Desk, request: Request, draft: NewTask) -> tuple[Entry, ...]:
    if not draft.owners:
        return ()
    people = [Person(m.span if m else (0, 0), m) for m in draft.owners]
    context = desk.context
    me = Entry("user", context.user_id, context.user) if context.user_id is not None else None
    found = [entry or me for entry in doers_of(request, people)]
    return tuple(dict.fromkeys(entry for entry in found if entry))


def _place(desk: Desk, request: Request, draft: NewTask) -> Scope:
    """The project and client that were named as the place of the task."""
    spans = [mention.span for mention in draft.places]
    others = [m.span for m in request.mentions if m.span not in spans]
    for mention, word in zip(draft.places, draft.place_words, strict=True):
        _confirm_loose(request, mention, word)
    return resolve(desk, request.without(*others), "project", "client", write=True)


def _confirm_loose(request: Request, mention: Mention, word: str) -> None:
    """What may be just a word is no place: a slip of a short name, or, after "on" or "for", a part
    of a project's name."""
    if "project" in request.picks or fold(mention.text) in request.picks:
        return
    kind: Kind = "project" if mention.best("project") >= mention.best("client") else "client"
    options = [entry for entry in mention.candidates(kind) if entry.active]
    said = words_of(mention.text)
    sure = any(surely_named(said, (*entry.words, entry.code.lower())) for entry in options)
    part = kind == "project" and len(said) == 1 and mention.best(kind) < WHOLE
    if options and (not sure or (part and word in _LOOSE_WORDS)):
        question = f'I am not sure that you mean a {kind} by "{mention.text}". Is it this one?'
        raise ask(request, question, key=fold(mention.text), options=options, phrase=mention.text)


def _project(desk: Desk, request: Request, draft: NewTask, scope: Scope) -> Entry:
    picked = request.picks.get("project")
    if picked:
        return Entry("project", picked["id"], picked["name"])
    if scope.project:
        return scope.project
    projects = [entry for entry in desk.entries("project") if entry.active]
    if scope.client:
        projects = [entry for entry in projects if entry.client_id == scope.client.id]
        if len(projects) == 1:
            return projects[0]
        if not projects:
            raise say(
                f"{scope.client.name} has no active project, so there is no place for a task."
            )
    question, unknown = "In which project should the task go?", draft.strangers[:1]
    if unknown:
        near = near_names(desk, unknown[0], ("project",))
        question = f'I found no project called "{unknown[0]}".{near} {question}'
        said = set(words_of(unknown[0]))
        projects.sort(key=lambda entry: -len(said.intersection(entry.words)))
    phrase = unknown[0] if unknown else ""
    raise ask(request, question, key="project", options=projects, phrase=phrase)


def _tasklist(desk: Desk, project: Entry, draft: NewTask) -> tuple[Entry | None, list[str]]:
    """The task list that was named, and the unknown words that do not name one."""
    strangers = list(draft.strangers)
    if not draft.list_name and not strangers:
        return None, []
    row = desk.read("get_project_details", project_id=project.id).rows[0]
    lists = entries_from("milestone", row.get("tasklists") or [])
    if not draft.list_name:
        named = {fold(entry.name): entry for entry in lists}
        found = next((named[fold(s)] for s in strangers if fold(s) in named), None)
        return found, [s for s in strangers if fold(s) not in named]
    words = words_of(draft.list_name)
    exact = next((entry for entry in lists if words_of(entry.name) == words), None)
    if exact:
        return exact, strangers
    fits = [f for f in NameIndex(lists).fits(words) if f.weight >= _LIST_SHARE * len(words)]
    best = max(fits, key=lambda fit: fit.score, default=None)
    if best is None:
        names = ", ".join(entry.name for entry in lists) or "none"
        raise say(
            f'{project.name} has no task list called "{draft.list_name}". Its task lists: {names}.'
        )
    return best.entry, strangers


# What makes a wish wait for something else.
_CONDITIONS = ("if", "unless", "once", "as soon as", "only when")


def _stranger(desk: Desk, request: Request, name: str) -> Exception:
    if fold(name) in _CONDITIONS:
        return say(
            f'I prepare nothing that waits for something (you said "{name}"): please say again '
            "what is to be created, without the condition, once you know."
        )
    known = any(mention.text == name for mention in request.mentions)
    plain = fold(name).endswith("n't") or not any(is_content(word) for word in words_of(name))
    if known or plain:
        return say(
            f'What does "{name}" mean for the task? Nothing is prepared: please say again what is '
            "to be on it, and no more."
        )
    near = near_names(desk, name, ("user", "client", "project"))
    return ask(
        request,
        f'I found no person, client or project called "{name}".{near} Who or what is it?',
        key=f"name {fold(name)}",
        phrase=name,
    )


def _due(request: Request, draft: NewTask) -> date | None:
    if draft.due is None:
        return None
    day = due_day(draft.due)
    if day is None:
        said = request.text[slice(*draft.due.span)]
        raise ask(
            request,
            f'Which day exactly should it be due (you said "{fold(said).strip()}")?',
            key="due",
            phrase=said,
            expects="date",
        )
    return day
