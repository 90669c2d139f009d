"""Milestones: when deliverables are due and whether they are ready."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from agent.compact import Condition, View
from agent.models.builtin.answers.milestones import (
    milestone_answer,
    milestone_list_answer,
    open_first,
    until_milestone,
)
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.find_tasks import roots
from agent.models.builtin.intents import all_intents
from agent.models.builtin.intents.intent import Intent, points
from agent.models.builtin.intents.task_wishes import refuse_done_late
from agent.models.builtin.left_out import leaving_out, of_active_projects
from agent.models.builtin.names.entry import Entry, entries_from, entry_from
from agent.models.builtin.names.match import NameIndex
from agent.models.builtin.query import Query, date_args, read_query, work_lean
from agent.models.builtin.questions import ask
from agent.models.builtin.records import LACKS
from agent.models.builtin.reply import Reply, say
from agent.models.builtin.request import Request
from agent.models.builtin.scope import Scope, resolve
from agent.models.builtin.text.calendar import Period
from agent.models.builtin.text.everyday import EVERYDAY
from agent.models.builtin.text.fold import fold, words_in, words_of
from agent.models.builtin.text.numbers import ORDINAL_WORD, ordinal
from agent.models.builtin.text.vocabulary import is_content
from agent.models.builtin.unknown import unknown_beside

_NOUN = r"milestones?|deliverables?"
_POSITION = re.compile(
    rf"\b(?:milestone|deliverable|phase)\s+(?:no\.?\s*|number\s+|#\s*)?(?P<number>\d{{1,2}})\b"
    rf"|\b(?P<word>{ORDINAL_WORD}|last|final|\d(?:st|nd|rd|th))\s+(?:milestone|deliverable)\b"
)


# Words for the days that a project works towards; some milestone is called by one of them.
_OCCASION = r"launch(?:es|ed|ing)?|go(?:es|ing)?[ -]?live|went live|releases?|roll[ -]?outs?"
_OCCASION_NAME = re.compile(r"\b(?:launch|go[ -]?live|live|release|roll[ -]?out)\b")
_TASKS = r"tasks?|to-?dos?|invoices?|hours|logged"


def _of_person(request: Request) -> bool:
    """Whether a person is named: of somebody's deadlines those of the tasks count."""
    return any(m.best("user") > m.best("project") for m in request.mentions)


# "Who answers for the go-live of the intranet": that day of a project.
_OCCASION_OF = re.compile(rf"\b(?:{_OCCASION}) (?:of|for|in|on) (?:the |our )?(?:project )?\x01")


def _in_a_name(request: Request) -> bool:
    """ "Press release": the word is a part of what nobody knows yet."""
    said = [words_of(phrase) for phrase in (*request.unknown_names, *request.stray_words)]
    return any(len(words) > 1 and words_in(_OCCASION).search(" ".join(words)) for words in said)


def _score(request: Request) -> float:
    score = points(
        request.plain,
        (_NOUN, 8),
        ("deadlines", 0 if _of_person(request) else 5),
        ("deadline", 2.5),
        (rf"{_OCCASION}|release date", 0 if _in_a_name(request) else 3),
        (
            "(?:reach|hit|meet|miss)(?:ed)? (?:the|our|a)|(?:reached|hit|met|missed)(?= yet|\\W*$)",
            4.5,
        ),
        ("sign-?off|hand-?over", 2),
    )
    score += 4 if _literal(request) else 0
    score += 8 if _OCCASION_OF.search(request.plain) else 0
    return score - 3 if request.says(_TASKS) and not request.says(_NOUN) else score


def _handle(desk: Desk, request: Request) -> Reply:
    query = read_query(
        desk, request, "project", "client", "user", "milestone", lean=work_lean(request)
    )
    refuse_done_late(request)
    query = query.heeding("threshold") if query.late_by else query
    coming = _coming(desk, request, query) or _beside_part(desk, request, query)
    if coming:
        query = replace(query, stray=(), milestone=entry_from("milestone", coming))
        return query.reply("milestones", one_milestone(desk, request, query, coming))
    named = _label(request)
    if not named and request.unknown_names and not called_so(request):
        raise say(f'I found no project or client called "{request.unknown_names[0]}".')
    occasion = request.says(_OCCASION) and not request.says("milestones|deliverables")
    if named or occasion:
        rows = _rows(desk, query.scope, named)
        if occasion and not (named and _named(named, rows)):
            rows = [row for row in rows if _OCCASION_NAME.search(fold(str(row["name"])))] or rows
            named = "" if len(rows) == 1 else "launch"
        row, note = (rows[0], "") if not named else _one(desk, request, query, named, rows)
        stray = unknown_beside(request, query, row)
        query = replace(query, stray=stray, milestone=entry_from("milestone", row))
        return query.reply("milestones", one_milestone(desk, request, query, row) + note)
    queries = query.each()
    readings = desk.read_all(*(_call(desk, one, request) for one in queries))
    if query.top == 1 and query.scope.project and readings[0].rows:
        row = sorted(readings[0].rows, key=open_first)[0]
        query = replace(query, stray=(), milestone=entry_from("milestone", row))
        return query.reply("milestones", one_milestone(desk, request, query, row))
    query = query.heeding("nobody") if lacks_person(request) else query
    if called_so(request):
        query = replace(query, stray=(), called=(called_so(request),))
    queries = query.each()
    texts = [
        milestone_list_answer(one, reading, request.calendar.today)
        for one, reading in zip(queries, readings, strict=True)
    ]
    if request.says("deadlines") and not request.says(_NOUN) and not named:
        texts.append(all_intents()["tasks"].handle(desk, request).text)
    return query.reply("milestones", "\n".join(texts), each=True)


_CALLED_SO = re.compile(r"(?<!')\b(?P<what>[a-z][\w-]+)\s+(?:milestones|deliverables)\b")


def called_so(request: Request) -> str:
    """What the milestones asked for have in their names: "all go-live milestones"."""
    said = _CALLED_SO.search(request.plain)
    what = said["what"] if said else ""
    own = re.fullmatch(_OCCASION, what) or (is_content(what) and what not in EVERYDAY)
    return what if own and what else ""


def lacks_person(request: Request) -> bool:
    """Whether milestones are asked for that nobody answers for."""
    who = r"(?:responsible|owners?|assignees?|person|one responsible|one in charge|manager)"
    return "unassigned" in request.filters or request.says(rf"{LACKS} (?:\w+ )?{who}")


def _coming(desk: Desk, request: Request, query: Query) -> dict[str, Any] | None:
    """The next milestone of a project, where it is asked what is left to do until "the milestone"
    and not which there are."""
    left = (
        r"(?:before|until|till|for|by|to (?:hit|reach|make)) the (?:next )?(?:milestone|deadline)"
    )
    if not query.scope.project or not request.says(left):
        return None
    rows = desk.read("list_milestones", **_place(query), complete=False).rows
    ahead = [row for row in rows if row.get("due_date")]
    return min(ahead, key=lambda row: str(row["due_date"]), default=None)


def _beside_part(desk: Desk, request: Request, query: Query) -> dict[str, Any] | None:
    """The milestone of which a word was taken for a part of a record's name: "did the ads go live"
    beside a project "Radio Ads"."""
    parts = {root for mention in request.parts_of_names for root in roots(mention.text)}
    if not parts or request.says("milestones|deadlines"):
        return None
    sure = request.without(*(mention.span for mention in request.parts_of_names))
    scope = resolve(desk, sure, "project", "client", "user", write=True)
    return milestone_of(desk, parts, roots(request.text), scope)


def _rows(desk: Desk, scope: Scope, label: str) -> list[dict[str, Any]]:
    """The milestones of the place; of a list too long to be seen whole those that may be called
    so."""
    place = _place_of(scope)
    whole = desk.read("list_milestones", **place)
    words = [word for word in words_of(label) if is_content(word) or word.isdigit()]
    if whole.whole or not words:
        return whole.rows
    view = View((Condition("name", "like", words),))
    return desk.read_all(Call("list_milestones", place, view))[0].rows


def _place(query: Query) -> dict[str, Any]:
    return _place_of(query.scope)


def _place_of(scope: Scope) -> dict[str, Any]:
    return {key: value for key, value in scope.ids().items() if key != "user_id"}


def _call(desk: Desk, query: Query, request: Request) -> Call:
    """A person's milestones are those the person is responsible for, or those of the projects the
    person works on where projects are spoken of."""
    args = _place(query) | _filters(query, request)
    user = query.scope.user
    lacking = [Condition("due_date", "empty", True)] if "undated" in query.filters else []
    called = called_so(request)
    lacking += [Condition("name", "like", [called])] if called else []
    if user is None:
        lacking += [Condition("user_id", "empty", True)] if lacks_person(request) else []
        view = View(tuple(lacking)) if lacking else None
        call = leaving_out(Call("list_milestones", args, view), query)
        return of_active_projects(desk, request, query, call)
    where = Condition("user_id", "is", user.id)
    if request.says("projects?"):
        projects = desk.read("list_projects", user_id=user.id, active=True)
        where = Condition("project_id", "in", [row["id"] for row in projects.rows])
    call = leaving_out(Call("list_milestones", args, View((where, *lacking))), query)
    return of_active_projects(desk, request, query, call)


def one_milestone(desk: Desk, request: Request, query: Query, row: dict[str, Any]) -> str:
    """The sentence about one milestone, with the state of its tasks."""
    calls = [Call("list_tasks", {"milestone_id": row["id"]})]
    if row.get("due_date") and request.says(_UNTIL_THEN):
        args = {"project_id": row["project_id"], "complete": False, "due_to": row["due_date"]}
        calls.append(Call("list_tasks", args))
    tasks, *left = desk.read_all(*calls)
    text = milestone_answer(query, request, row, tasks)
    return text if tasks.count or not left else f"{text}\n{until_milestone(row, left[0])}"


# "What remains before the opening?", asked of the tasks due by then.
_UNTIL_THEN = (
    r"(?:what|how much|how many|which|anything|everything|tasks?|work)\b.*\b(?:before|until|till|"
    r"for|to (?:do|finish|reach)|by)\b|missing|remain\w*|left"
)


def find_milestone(desk: Desk, phrase: str, scope: Scope) -> dict[str, Any] | None:
    """The only milestone of the scope that a phrase names, if there is just one."""
    found = _named(phrase, _rows(desk, scope, phrase))
    return found[0] if len(found) == 1 else None


def milestone_of(
    desk: Desk, asked: set[str], said: set[str], scope: Scope
) -> dict[str, Any] | None:
    """The only milestone of the scope of whose name all of ``said`` holds the root of every word,
    one of them of what is ``asked`` about; the longest name of several."""
    rows = _rows(desk, scope, " ".join(sorted(asked)))
    whole = [(len(words), row) for row in rows
             if (words := roots(str(row["name"]))) <= said and words & asked]  # fmt: skip
    longest = max((count for count, _ in whole), default=0)
    found = [row for count, row in whole if count == longest]
    return found[0] if len(found) == 1 else None


def _filters(query: Query, request: Request) -> dict[str, Any]:
    if "overdue" in query.filters:
        late = query.late(request.calendar.today)
        return {"complete": False, **date_args(late, "due_from", "due_to")}
    args: dict[str, Any] = {}
    if {"open", "done"} <= query.filters and request.says("and|or|both|plus"):
        return date_args(query.due or query.period, "due_from", "due_to")
    if (
        query.filters & {"open"}
        or query.due == Period(request.calendar.today, None)
        or request.says("upcoming|coming")
    ):
        args["complete"] = False
    elif "done" in query.filters and (query.measure != "yes-no" or request.says(_SOME)):
        args["complete"] = True
    return args | date_args(query.due or query.period, "due_from", "due_to")


# "Any milestones done so far?" asks whether there is one, and not whether all are done.
_SOME = r"any|some|at least one|a single|ever"


def _literal(request: Request) -> str:
    """The whole name of a milestone, where a list has shown one with a day in its name."""
    return next(
        (m.text for m in request.mentions if m.best("milestone") and not m.best("task")), ""
    )


def _label(request: Request) -> str:
    """The name or the position by which one milestone is meant."""
    match = _POSITION.search(request.plain)
    if match:
        return match["number"] or str(match["word"]).replace("final", "last")
    literal = _literal(request)
    if literal:
        return literal
    quotes = [q for q in request.quotes
              if not any(q.span[0] <= m.span[0] < q.span[1] for m in request.mentions)]  # fmt: skip
    if quotes:
        return quotes[0].text
    beside = re.search(
        rf"\b(?:milestone|deliverable|deadline|{_OCCASION}|(?:reach|hit|meet|miss)(?:ed)?)\b",
        request.plain,
    )
    spans = request.strangers.words_in(request.plain)
    near = [
        request.text[slice(*span)]
        for span in spans
        if beside
        and not request.strangers.is_everyday(span)
        and beside.start() - 40 < span[0] < beside.end() + 25
    ]
    return near[0] if near else ""


def _one(
    desk: Desk, request: Request, query: Query, label: str, rows: list[dict[str, Any]]
) -> tuple[dict[str, Any], str]:
    """The milestone meant, and a sentence when it was counted out rather than named."""
    picked = request.picks.get("milestone")
    if picked:
        return next(row for row in rows if row["id"] == picked["id"]), ""
    where = query.scope.project or query.scope.client
    if not rows:
        raise say(f"There are no milestones{f' for {where.name}' if where else ''}.")
    position = ordinal(label)
    found = _named(label, rows) or (
        _named(str(position), rows) if position and position > 0 else []
    )
    if len(found) == 1:
        return found[0], ""
    if not found and position and len({row.get("project_id") for row in rows}) == 1:
        ordered = sorted(rows, key=lambda row: row.get("due_date") or "9999")
        if position <= len(ordered):
            row = ordered[position - 1 if position > 0 else -1]
            note = f"\nNone is called {label}; this is number {label} by due date."
            return row, note if position > 0 else ""
    options = entries_from("milestone", found or rows)
    question = f'Which milestone do you mean by "{label}"?'
    raise ask(request, question, key="milestone", options=options)


def _named(label: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Milestones whose name holds the label; a bare number must be a word of the name."""
    words = words_of(label)
    if label.isdigit():
        numbered = re.compile(rf"(?:(?:{_NOUN}|phase)\W*)?0*{label}\b")
        first = [row for row in rows if numbered.match(fold(str(row["name"])))]
        return first or [row for row in rows if label in words_of(str(row["name"]))]
    entries: list[Entry] = entries_from("milestone", rows)
    fits = [fit for fit in NameIndex(entries).fits(words) if fit.weight >= 0.7 * len(words)]
    best = max((fit.score for fit in fits), default=0.0)
    ids = {fit.entry.id for fit in fits if fit.score >= best - 0.03}
    return [row for row in rows if row["id"] in ids]


INTENT = Intent(
    name="milestones",
    score=_score,
    handle=_handle,
    kinds=("project", "client", "user"),
    tool="list_milestones",
    continues=True,
    subject="milestones",
    examples=(
        "Which milestones are due this month?",
        "Is milestone 3 of Website Relaunch ready?",
        "When is the launch milestone of Acme due?",
        "Show overdue milestones",
    ),
)
