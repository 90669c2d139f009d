"""One project in depth: budget, people, task lists, milestones, terms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.models.builtin.answers.phrases import listed, plural, sentence
from agent.models.builtin.answers.project_details import STATE, asks_topic, details_answer
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.intents import all_intents
from agent.models.builtin.intents.intent import Intent, points
from agent.models.builtin.intents.one_task import named_answer
from agent.models.builtin.names.entry import Entry
from agent.models.builtin.people_wanted import TYPES
from agent.models.builtin.query import MOST_SIDES, Query, read_query
from agent.models.builtin.questions import ask
from agent.models.builtin.records import MANAGES
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request
from agent.models.builtin.scope import Scope
from agent.rows import Row

_TEAM = (
    r"who(?:'s| is| are| all)?(?: (?:else|currently|really|now|also|actually))*"
    rf"(?: (?:is|are|works?|working|on|in|{MANAGES})|(?=[ \x01]*$))|"
    r"people|team|members?|manage[sr]?|crew|squad|staffed|staffing|line-?up"
)


_HEADS = (
    r"how many (?:people|persons|of us|colleagues|members) (?:are|is|work|works|do we|have we|on)"
)
# Hours against those that were planned, without the word "budget".
_THEIR = r"(?:the |its |our |their |\x01+(?:'s)? )"
_SPENT_HOURS = (
    rf"(?:over|beyond|within|inside|under|below|against|towards|out of|past|"
    rf"exceed\w*) {_THEIR}(?:\w+ )?(?:hours|time)(?! (?:logged|of))|"
    r"(?:blow|exceed|burst|hit|reach|break|keep to|stick to|meet|stay \w+|go over)\w* (?:\w+ )?"
    rf"{_THEIR}(?:\d+ )?(?:\w+ )?hours|"
    rf"(?:of|from) {_THEIR}+(?:\d+ )?(?:\w+ )?hours (?:\S+ ){{0,8}}?"
    r"(?:used|gone|left|burn\w*|spent|consumed|eaten)|"
    r"(?:over|under|beyond)\b[^.]*\bby how (?:many|much)|"
    rf"how far (?:along |into |through )?(?:are we )?(?:\w+ )?{_THEIR}+(?:\d+ )?(?:\w+ )?hours|"
    r"(?:over|past|beyond|within|inside|under) hours|"
    r"hours (?:are |have been )?(?:used|burn(?:ed|t)|consumed|left)|"
    r"(?:used? up|eaten up|used|exhausted|consumed|through|burn(?:ed|t)) (?:all )?(?:of )?"
    rf"{_THEIR}+(?:\w+ )?(?:hours|time)|out of {_THEIR}*hours|"
    r"hours (?:\S+ ){0,3}?(?:sold|in hand|estimated|plan(?:ned)?|agreed|quoted|budgeted)|"
    r"(?:sold|planned|agreed|quoted) hours|burn(?:-?down)?(?: rate)? (?:on|of|for|at)|"
    rf"(?:used|burn(?:ed|t)|consumed|gone|left) of {_THEIR}+(?:\d+ )?(?:\w+ )?hours"
)
_RATE = r"(?:charge|rate|price|cost|bill)\b.*\b(?:per|an|by the) hour|hourly"


# "Is the intranet finished?": of a project, where no task or milestone stands beside it.
_ASKS_STATE = re.compile(
    r"^\W*(?:and |so )?(?:is|are|has|have) (?:the |our )?(?:project )?[\x01\s'.&-]+"
    r"(?:project |work |job |thing )?"
    r"(?:been |still |already |now |officially |completely |all |fully )*(?:finished|over|closed|"
    r"complete[d]?|wrapped up|(?:non-?)?billable|running|going|ongoing|in progress|active|archived|"
    r"inactive|done)"
    r"(?: yet| now| already| or not| with)?\W*$"
)


# "The client and the start date of the intranet": what a project has, and whose it is.
_OF_THE_PROJECT = (
    r"(?<!who is the )(?<!who's the )\b(?:codes?|descriptions?|start(?:ing)? dates?|manager|"
    r"client|customer|price|fee|terms)\b"
    r"[^?.]*\b(?:of|for|on) (?:the |our )?(?:project )?\x01|"
    r"\bwhat(?:'s| is) (?:the )?\x01[\x01 ]*(?:project )?(?:all )?for\b"
)
# "Is it still active, or did somebody close it?"
_IN_STATE = r"(?:still|already|now|currently|really) (?:active|archived|inactive|running|live)"


_CUES = (
    ("details?|tell me about|overview|summary|status|how is|how are|info|information|about|"
     "in depth|deep dive|boundaries|scope|progress|health", 2.5),
    ("budgets?|over budget|budgeted|on track|estimates?", 6),
    ("task ?lists?|(?:which|what|how many) lists|(?:project |job )codes?|codes? of", 6),
    ("rate|hourly|price|charge|billing terms|flat|fixed price|billable project|billed", 1.5),
    (r"(?:billed|charged) (?:by the (?:hour|day)|by time|hourly|at a flat|flat)", 6),
    (r"(?:the|our|on|what|which) (?:\w+ )?(?:price|fee|rate)\b", 5),
    (r"since when|when (?:did|was|were)\b.*\b(?:start|begin|began|created?|set up|kick\w*)", 5),
    ("project", 0.8),
)  # fmt: skip


def _score(request: Request) -> float:
    named = any(mention.best("project") for mention in request.mentions)
    score = points(request.plain, *_CUES)
    score += sum(weight for holds, weight in _signs(request, named) if holds)
    if request.says(_TEAM):
        score += 6 if named else 4
    if request.says("budgets?"):
        score += 3 if named else 0
    elif request.says("invoices?|hours|logged|time entr|owes?|projects|un-?billed|minutes"):
        score -= 4
    return score + 1 if named else score - 2.5


def _signs(request: Request, named: bool) -> tuple[tuple[object, float], ...]:
    """What else speaks for it or against it, each with its weight; ``named``: a project is."""
    other = request.says("invoices?|tasks?|hours|bills?")
    left = request.says("hours|time|minutes") and request.says(
        r"(?<!he )(?<!they )left|remaining")  # fmt: skip
    state = request.says(_IN_STATE) and not request.says("tasks?|milestones?|invoices?")
    terms = request.says(f"billable|{STATE}") and request.measure == "yes-no"
    return (
        (left, 14),
        (named and not request.dates() and request.says(_SPENT_HOURS), 18),
        (named and request.says(_RATE), 9),
        (named and not request.dates() and request.says(_HEADS), 8),
        (terms, 3),
        (named and state, 9),
        (_on_it(request), 4),
        (request.says("milestones?|tasks|to-?dos?"), -3),
        (named and not other and re.search(_OF_THE_PROJECT, request.plain), 6),
        (named and _ASKS_STATE.search(request.plain), 12),
        (not named and request.measure in ("most", "least"), -6),
    )


def _on_it(request: Request) -> bool:
    """Whether it is asked if somebody, or several together, are on a project."""
    one = re.search(
        r"\b(?:is|are|does|do|check|if|whether|that)\b[^?]*\x01 (?:on|in|part of|belongs? to) "
        r"(?:the )?\x01",
        request.plain,
    )
    both = re.search(r"\x01 and \x01+ (?:both |all |together )?(?:work|be|on)\b", request.plain)
    work = request.says("anything|something|nothing|what|tasks?|left|to do|open|due")
    people = any(mention.best("user") for mention in request.mentions)
    return bool((one or both) and people and not work)


def _handle(desk: Desk, request: Request) -> Reply:
    query = read_query(desk, request, "project", "client", "user", "task")
    words = (request.unknown_names or request.stray_words or request.loose_phrases
             or request.parts_of_names or query.scope.task)  # fmt: skip
    named = named_answer(desk, request, query) if words and not query.scope.others else None
    if named:
        return named
    apart = [entry for entry in query.scope.without if entry.kind == "project"]
    if len(apart) == 1 and (request.says(_TEAM) or not query.scope.project):
        return _not_on(desk, query, apart[0])
    project = query.scope.project
    picked = request.picks.get("project")
    project_id = project.id if project else picked["id"] if picked else None
    if project_id is None:
        options = _options(desk, query)
        listed = _of_all(desk, request, query, options)
        if listed:
            return listed
        if query.scope.client is None or len(options) != 1:
            where = f" of {query.scope.client.name}" if query.scope.client else ""
            raise ask(request, f"Which project{where} do you mean?", key="project", options=options)
        project_id = options[0].id
    others = [one.id for one in query.scope.others if one.kind == "project"] if project else []
    calls = [Call("get_project_details", {"project_id": each}) for each in [project_id, *others]]
    rows = [reading.rows[0] for reading in desk.read_all(*calls[:MOST_SIDES])]
    text = "\n".join(details_answer(request, query, row) for row in rows)
    heeded = ("share", "comparison") if "%" in text else ()
    kind = next((kind for kind, words in TYPES[:2] if request.says(words)), "")
    if kind and request.says(_TEAM):
        reading = desk.read("list_users", active=None, type=kind)
        text += "".join(_of_type(row, {each["id"] for each in reading.rows}, kind) for row in rows)
    people = query.measure == "yes-no" and query.scope.user is not None
    return query.heeding(*heeded).reply("project_details", text, each=bool(others) or people)


def _options(desk: Desk, query: Query) -> list[Entry]:
    """The active projects that may be meant, where none is named."""
    client = query.scope.client
    return [
        entry
        for entry in desk.entries("project")
        if entry.active and (client is None or entry.client_id == client.id)
    ]


def _of_all(desk: Desk, request: Request, query: Query, projects: Sequence[Entry]) -> Reply | None:
    """One thing that is asked of a client's projects, told of every one where there are a few; or
    of all projects, as a list."""
    client = query.scope.client
    if client and 1 < len(projects) <= MOST_SIDES and asks_topic(request):
        calls = [Call("get_project_details", {"project_id": each.id}) for each in projects]
        rows = [reading.rows[0] for reading in desk.read_all(*calls)]
        lines = [f"- {details_answer(request, query, row)}" for row in rows]
        head = sentence(f"{client.name} has {plural(len(rows), 'active project')}")
        return query.reply("project_details", "\n".join([head, *lines]))
    every = request.says(r"projects|jobs|every|each|all|any(?:thing)?|everything")
    if client is None and asks_topic(request) and (every or query.scope.user):
        subject = "budgets" if request.says("budgets?|budgeted") else "projects"
        return all_intents()[subject].handle(desk, request)
    return None


def _of_type(details: Row, ids: set[int], kind: str) -> str:
    """Who on the team has this role in Paymo."""
    names = [str(each["name"]) for each in details.get("members") or [] if each["id"] in ids]
    head = f"{plural(len(names), kind.lower())} among them"
    return "\n" + sentence(f"{head}: {listed(names)}" if names else head)


def _not_on(desk: Desk, query: Query, project: Entry) -> Reply:
    """Who is not on a project: of those on another one, or of everybody active but the guests."""
    other = query.scope.project if query.scope.project != project else None
    among = Call("get_project_details", {"project_id": other.id}) if other else (
        Call("list_users", {"active": True}))  # fmt: skip
    details, found = desk.read_all(Call("get_project_details", {"project_id": project.id}), among)
    members = {member["id"] for member in details.rows[0].get("members") or []}
    rows = (found.rows[0].get("members") or []) if other else [
        row for row in found.rows if row.get("type") != "Guest"]  # fmt: skip
    names = [str(row["name"]) for row in rows if row["id"] not in members]
    where = f"On {other.name} and not on {project.name}" if other else f"Not on {project.name}"
    text = sentence(f"{where}: {listed(names) or 'nobody'}")
    return replace(query, scope=Scope(project=project)).reply("project_details", text)


INTENT = Intent(
    name="project_details",
    score=_score,
    handle=_handle,
    kinds=("project", "client", "user"),
    tool="get_project_details",
    continues=True,
    subject="one project in detail",
    examples=(
        "Tell me about Website Relaunch",
        "How much of the budget of Website Relaunch is used?",
        "Who works on Website Relaunch?",
        "Is Website Relaunch over budget?",
        "What task lists does Website Relaunch have?",
    ),
)
