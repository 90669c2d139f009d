"""Projects: which there are, whose they are, who works on them; and whose a project is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from agent.compact import Condition, View
from agent.models.builtin.answers.phrases import (
    bullets,
    few,
    joined,
    listed,
    plural,
    sentence,
    yes_no,
)
from agent.models.builtin.answers.projects import (
    CountedBy,
    client_of_answer,
    counted_answer,
    project_list_answer,
)
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.intents.intent import Intent, points
from agent.models.builtin.intents.project_wishes import (
    BEGINS,
    PROJECTS,
    Wishes,
    asks_team_size,
    began,
    chooses,
    read_wishes,
    says_terms,
)
from agent.models.builtin.left_out import leaving_out
from agent.models.builtin.query import Query, date_args, read_query
from agent.models.builtin.records import LACKS, MANAGES, active_filter
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request
from agent.models.builtin.text.numbers import SMALL, number

# "Projects with no open tasks", "projects without a milestone".
_HAVING_NONE = re.compile(
    rf"\bprojects?\b[^?]*\b{LACKS} (?:(?:more|further|single|one|a|any|active|open|overdue|late|"
    r"done|completed|finished|upcoming) )*(?P<what>tasks?|to-?dos?|milestones?)\b(?! (?:with|that|"
    r"due|assigned))"
)
_WHOSE = r"who|people|persons?|managers?|members?|colleagues?|employees?"
# Where something is looked for, and not what is asked for.
_EVERYWHERE = (
    r"(?:across|in|on|over|at|through|throughout) (?:all|every|each|any|our|my)(?: of)?"
    r"(?: the| our| my)? projects?"
)
_COUNTED = re.compile(
    rf"\b(?P<bound>more than|over|at least|fewer than|less than|exactly|only) (?P<count>{SMALL}) "
    rf"(?:\w+ )?projects?\b|\b(?P<least>{SMALL}) (?:or more|and more|plus) (?:\w+ )?projects?\b|"
    rf"\b(?P<several>several|multiple) projects\b"
)
_CLIENT_OF = (
    r"(?:client|customer) (?:of|for|behind)|(?:which|what|whose) (?:client|customer)|"
    r"(?:who|what)(?:'s| is) the (?:client|customer)|(?:belongs?|bound) to|whose project"
)


# "What do we run at a fixed price": whatever has terms of billing is a project.
_ANYTHING = r"what|which|anything|everything|something|who(?:m|se)?|how many"


def _score(request: Request) -> float:
    score = points(
        request.plain,
        ("projects", 4),
        ("project", 1.5),
        ("jobs|gigs|mandates", 1.5),
        ("(?:which|what|list|show|all|any|many) (?:\\w+ )?projects?", 2),
        ("portfolio|engagements?", 2),
        (
            "(?:is|are|was|does|do) \x01+ (?:\\w+ )?(?:on|in|part of|to|with) "
            "(?:any|some|a) projects?",
            6,
        ),
        ("what (?:are|do|have) we (?:\\w+ )?(?:working on|doing|do|work on|running)", 5),
    )
    if _asks_client(request):
        score += 12
    if _counted(request):
        score += 4
    if _HAVING_NONE.search(request.plain):
        score += 14
    if asks_team_size(request):
        score += 8
    chosen = request.says(PROJECTS) and (chooses(request) or began(request))
    named = rf"(?:which|what|list|show|all|any|how many) (?:\w+ )?(?:{PROJECTS})"
    score += 4 if chosen and request.says(named) else 0
    score += 8 if request.dates() and request.says(BEGINS) else 0
    involved = request.says(r"(?:where|what|which)\b[^?]*\binvolved(?: in)?")
    score += 8 if involved and any(m.best("user") for m in request.mentions) else 0
    if chosen or (says_terms(request) and request.says(rf"(?:{_ANYTHING})\b[^?]*\bwe")):
        score += 5
    if _asks_team(request):
        score += 6
    if request.says("invoices?|tasks?|logged|milestones?|owes?|un-?billed|entr(?:y|ies)"):
        score -= 3
    if request.says(_EVERYWHERE):
        score -= 4
    if request.says("hours") and not chooses(request):
        score -= 3
    return score


def _counted(request: Request) -> re.Match[str] | None:
    """ "Clients with more than one project", "who manages more than three projects"."""
    holders = rf"clients?|customers?|{_WHOSE}"
    return _COUNTED.search(request.plain) if request.says(holders) else None


def _asks_team(request: Request) -> bool:
    """ "Who looks after Acme?", where Acme is a client."""
    named = any(m.best("client") > m.best("project") for m in request.mentions)
    whom = r"(?:who(?:'s|se)?|which (?:person|colleague))"
    return named and request.says(rf"{whom}\b[^?]*\b(?:{MANAGES}|works? (?:on|for|with))")


def _asks_client(request: Request) -> bool:
    if request.says(r"invoices?|bills?|owes?|paid|hours?|time|logged|tasks?"):
        return False
    member = any(m.best("user") for m in request.mentions) and request.says("team|crew")
    if member or request.says(rf"who(?:'s| is| are)? (?:on|in|work\w*|{MANAGES})"):
        return False  # whose client it is stands beside the team
    return request.says(_CLIENT_OF) and any(m.best("project") for m in request.mentions)


def _handle(desk: Desk, request: Request) -> Reply:
    if _asks_client(request):
        query = read_query(desk, request, "project")
        if query.scope.project:
            reading = desk.read("list_projects", name=query.scope.project.name, active=None)
            return query.reply("projects", client_of_answer(query.scope.project, reading))
    query = read_query(desk, request, "client", "user", "project")
    managed = _all_managed(desk, request, query)
    if managed:
        return managed
    none = _HAVING_NONE.search(request.plain)
    if none:
        return _having_none(desk, request, query, none["what"])
    manages = request.says(MANAGES)
    if manages:
        query = query.heeding("managing")
    wishes = read_wishes(desk, request, query)
    people = r"(?:by|per|each|every) (?:person|people|user|employee|(?:team )?member|manager)s?"
    if query.measure in ("most", "least") or request.says(people):
        query = query.heeding("by person")
    query, wishes = _of_several(request, query, wishes, manages=manages)
    reading = desk.read_all(_call(query, wishes, request))[0]
    query = query.heeding(*wishes.heeded(reading))
    counted = _counted(request)
    if counted:
        said = counted["count"] or counted["least"]
        count = int(number(said)) if said else 2
        by: CountedBy = "client"
        if not request.says("clients?|customers?"):
            by = "manager" if manages else "user"
        holders = _people(desk, request) if by != "client" else {}
        text = counted_answer(reading, by, counted["bound"] or "at least", count, holders)
        return query.heeding("threshold", "comparison").reply("projects", text)
    names = _people(desk, request)
    return query.reply("projects", project_list_answer(query, reading, names, wishes.words))


def _all_managed(desk: Desk, request: Request, query: Query) -> Reply | None:
    """The answer to "do all projects have a manager?"; None for any other question."""
    asked = r"(?:all|every|each)\b[^?]*\bprojects?\b[^?]*\b(?:have|has|got) (?:an? )?manager"
    if query.measure != "yes-no" or not request.says(asked):
        return None
    reading = desk.read("list_projects", **query.scope.ids(), active=True)
    left = [str(row["name"]) for row in reading.rows if not row.get("manager_ids")]
    count = plural(reading.count, "active project")
    text = f"No: {len(left)} of {count} without a manager" if left else f"Yes: all {count} have one"
    return query.reply("projects", sentence(text) + bullets(left) + reading.caveat())


_NOT_ON = (
    r"(?:is|are|was|am|do|does)(?:n't| not)\b[^?]*\b(?:on|in|part of|involved|assigned|work\w*)|"
    r"not (?:on|in|part of|working on|involved in|assigned to)"
)
_NOT_MANAGED = (
    rf"(?:not|never|isn't|aren't|doesn't|don't)(?: \w+)? (?:\x01+ )?(?:{MANAGES})|"
    r"(?:someone|somebody|anyone|anybody|people) (?:else|other)"
)
# "Projects that Anna and Ben share": those of both, and not of each.
_SHARED = r"both|all|together|at the same time|same|shared?|in common|jointly|with each other"


def _of_several(
    request: Request, query: Query, wishes: Wishes, *, manages: bool
) -> tuple[Query, Wishes]:
    """What several people or clients narrow the list to: the projects that people share, and those
    of any of the clients."""
    scope, user, client = query.scope, query.scope.user, query.scope.client
    if user and request.says(_NOT_ON):
        where = Condition("user_ids", "lacks", user.id)
        wishes = wishes.also(f"without {user.name} on the team", where)
        scope, user = replace(scope, user=None), None
    if user and manages and request.says(_NOT_MANAGED):
        where = Condition("manager_ids", "lacks", user.id)
        wishes = wishes.also(f"not managed by {user.name}", where)
        scope, user = replace(scope, user=None), None
    if user and manages:
        where = Condition("manager_ids", "holds", user.id)
        wishes = wishes.also(f"managed by {user.name}", where)
    others = [other for other in scope.others if other.kind == "user"]
    if user and others and request.says(_SHARED):
        names = listed([user.name, *(other.name for other in others)])
        held = [Condition("user_ids", "holds", other.id) for other in others]
        wishes = wishes.also(f"with {names} on the team", *held)
        scope = replace(scope, others=tuple(o for o in scope.others if o.kind != "user"))
    clients = [other for other in scope.others if other.kind == "client"]
    if client and clients and not scope.project:
        clients = [client, *clients]
        where = Condition("client_id", "in", [each.id for each in clients])
        wishes = wishes.also(f"of {few([each.name for each in clients])}", where)
        scope = replace(
            scope, client=None, others=tuple(o for o in scope.others if o not in clients)
        )
    return replace(query, scope=scope), wishes


def _call(query: Query, wishes: Wishes, request: Request) -> Call:
    args: dict[str, Any] = {}
    if query.scope.project:
        args = {"name": query.scope.project.name, "active": None}
    else:
        ids = query.scope.ids()
        args = {key: ids[key] for key in ("client_id", "user_id") if key in ids}
        closed = query.filters - {"active"} | {"archived"} if "done" in query.filters else None
        state = active_filter(closed or query.filters, request)
        args["active"] = None if wishes.any_state else state
    view = View(wishes.where, wishes.order) if wishes else None
    return leaving_out(Call("list_projects", args, view), query)


def _having_none(desk: Desk, request: Request, query: Query, what: str) -> Reply:
    """Active projects of the place that have no task or milestone in the state asked for."""
    place: dict[str, Any] = {
        key: value for key, value in query.scope.ids().items() if key in ("client_id", "user_id")
    }
    noun = "milestone" if what.startswith("m") else "task"
    args = {**place} if noun == "task" else {k: v for k, v in place.items() if k == "client_id"}
    if noun == "task" and not args:
        args["name"] = ""
    state = next((state for state in ("overdue", "done", "open") if state in query.filters), "")
    if state:
        args["complete"] = state == "done"
    if state == "overdue":
        args |= date_args(query.late(request.calendar.today), "due_from", "due_to")
    projects, held = desk.read_all(
        Call("list_projects", {**place, "active": True}),
        Call(f"list_{noun}s", args, View(by="project")),
    )
    grouped = held.is_whole_group("project")
    if not projects.whole or not (held.whole or grouped):
        return Reply("There are too many projects to compare; name a client or a person.")
    having = {row["id"] for row in held.group("project")} if grouped else {
        row.get("project_id") for row in held.rows}  # fmt: skip
    lacking = [row for row in projects.rows if row["id"] not in having]
    count = plural(len(lacking), "active project")
    lead = yes_no(query.measure, len(lacking))
    head = sentence(f"{lead}{count} without {joined([state, noun], ' ')}s")
    lines = [f"{row['name']} ({row.get('client') or 'without client'})" for row in lacking]
    return query.reply("projects", head + bullets(lines))


def _people(desk: Desk, request: Request) -> dict[int, str]:
    if not request.says(rf"who|people|person|team|members?|staff|{MANAGES}"):
        return {}
    return {entry.id: entry.name for entry in desk.entries("user")}


INTENT = Intent(
    name="projects",
    score=_score,
    handle=_handle,
    kinds=("client", "user", "project"),
    tool="list_projects",
    continues=True,
    subject="the list of projects",
    examples=(
        "List all active projects and their clients",
        "Which projects does Anna work on?",
        "Projects of Acme and who works on them",
        "Who is the client of Project Alpha?",
        "How many archived projects do we have?",
    ),
)
