"""Answers about one project: what was asked for first, then the rest in one line each."""

from __future__ import annotations

from datetime import date

from agent.models.builtin.answers.milestones import milestone_line
from agent.models.builtin.answers.phrases import (
    day,
    joined,
    listed,
    minutes,
    money,
    plural,
    sentence,
    yes_no,
)
from agent.models.builtin.answers.projects import budget_words
from agent.models.builtin.query import Query
from agent.models.builtin.records import FLAT, HOURLY, MANAGES
from agent.models.builtin.request import Request
from agent.rows import Row


def details_answer(request: Request, query: Query, details: Row) -> str:
    """``details`` is the object of get_project_details."""
    if query.measure == "yes-no" and query.scope.user:
        return _team(request, query, details)
    asked = [answer for pattern, answer in _TOPICS if request.says(pattern)
             and not (answer is _state and request.says("how (?:is|are|'s)|how's"))]  # fmt: skip
    beside = [each for each in asked[1:] if each in _BESIDE and request.says(_BESIDE[each])]
    texts = [answer(request, query, details) for answer in asked[:1] + beside]
    if not texts and request.says("about") and details["project"].get("description"):
        texts = [_description(request, query, details) + "\n"]
        return texts[0] + _overview(details, request.calendar.today)
    return " ".join(texts) or _overview(details, request.calendar.today)


def asks_topic(request: Request) -> bool:
    """Whether one thing is asked of a project, and not all that is known of it."""
    return any(request.says(pattern) for pattern, _ in _TOPICS)


def _title(details: Row) -> str:
    project = details["project"]
    client = project.get("client")
    return f"{project['name']}{f' ({client})' if client else ''}"


def _code(request: Request, query: Query, details: Row) -> str:
    code = details["project"].get("code")
    return sentence(f"{_title(details)} has {f'the code {code}' if code else 'no code'}")


def _budget(request: Request, query: Query, details: Row) -> str:
    lead = ""
    if query.measure == "yes-no":
        budget = details.get("budget_minutes")
        over = bool(budget) and int(details.get("tracked_minutes") or 0) > int(budget or 0)
        asks_over = request.says(
            "over|exceed(?:s|ed)?|above|blown|overspent|used? up|eaten up|exhausted|out of|through|"
            "used (?:up )?all"
        )
        asks_within = request.says("within|on track|under|in budget|on budget|left|remaining")
        if asks_over or (asks_within and budget):
            lead = "Yes. " if over == asks_over else "No. "
        elif budget or request.says("budget"):
            lead = "Yes. " if budget else "No. "
    return lead + sentence(f"{_title(details)}: {budget_words(details)}")


def _team(request: Request, query: Query, details: Row) -> str:
    members = details.get("members") or []
    apart = {entry.id for entry in query.scope.without if entry.kind == "user"}
    meant = [member for member in members if member["id"] not in apart]
    managers = [str(member["name"]) for member in meant if member.get("manager")]
    everyone = [str(member["name"]) for member in meant]
    if query.measure == "yes-no" and query.scope.user:
        return _are_on(query, details, {member["id"] for member in members})
    if request.says(MANAGES) and not request.says(_EVERYONE):
        return sentence(f"{_title(details)} is managed by {listed(managers) or 'nobody'}")
    others = plural(len(everyone), "other person" if len(everyone) < len(members) else "person")
    head = f"{others} on {_title(details)}".replace("persons", "people")
    names = [f"{name} (manager)" if name in managers else name for name in everyone]
    return sentence(f"{head}: {listed(names) or 'nobody'}")


# The team beside who manages it.
_EVERYONE = (
    r"team (?:list|members)|members|everyone|everybody|(?:whole|entire) team|"
    r"(?:and|the) team(?! (?:lead|manag))"
)


def _are_on(query: Query, details: Row, members: set[int]) -> str:
    """Whether all the people named are on the project."""
    asked = [one.scope.user for one in query.each() if one.scope.user]
    said = {on: listed([user.name for user in dict.fromkeys(asked) if (user.id in members) is on])
            for on in (True, False)}  # fmt: skip
    verbs = {on: "are" if " and " in names else "is" for on, names in said.items()}
    lines = [f"{said[True]} {verbs[True]} on {_title(details)}"] if said[True] else []
    lines += [f"{said[False]} {verbs[False]} not on {_title(details)}"] if said[False] else []
    return sentence(f"{'No' if said[False] else 'Yes'}: {', but '.join(lines)}")


def _lists(request: Request, query: Query, details: Row) -> str:
    lists = details.get("tasklists") or []
    lines = [f"\n- {row['name']}: {row.get('open_tasks', 0)} open, {row.get('done_tasks', 0)} done"
             for row in lists]  # fmt: skip
    return sentence(f"{plural(len(lists), 'task list')} in {_title(details)}") + "".join(lines)


_ENDED = (
    r"archived|inactive|finished|over(?= (?:yet|now|already)|\W*$)|closed|completed?|wrapped up|"
    r"done"
)
# In which state a project is, as people ask for it.
STATE = (
    r"active|archived|inactive|running|ongoing|closed|on hold|still (?:going|on|open|live|current)"
)


def _state(request: Request, query: Query, details: Row) -> str:
    active = details["project"].get("active", True) is not False
    ended = request.says(_ENDED)
    head = f"{_title(details)} is {'active' if active else 'archived'}."
    left = _tasks(request, query, details) if active and ended else ""
    return joined([f"{yes_no(query.measure, active != ended)}{head}", left], " ")


def _terms(request: Request, query: Query, details: Row) -> str:
    project = details["project"]
    billable, flat = bool(project.get("billable")), bool(project.get("flat_billing"))
    lead = ""
    if query.measure == "yes-no" and not request.says("or"):
        terms = ((FLAT, billable and flat), (HOURLY, billable and not flat), ("billable", billable))
        held = [holds for words, holds in terms if request.says(words)]
        lead = ("Yes. " if held[0] else "No. ") if held else ""
    return lead + sentence(f"{_title(details)}: {_billing(details['project'])}")


def _billing(project: Row) -> str:
    if not project.get("billable"):
        return "not billable"
    if project.get("flat_billing"):
        price = project.get("price") or project.get("estimated_price")
        amount = f" of {money(None, price)}" if price else ""
        invoiced = "invoiced" if project.get("invoiced") else "not invoiced yet"
        return f"billed at a flat price{amount}, {invoiced}"
    rate = project.get("price_per_hour")
    return f"billed by time{f' at {money(None, rate)} an hour' if rate else ''}"


def _overview(details: Row, today: date) -> str:
    project = details["project"]
    managers = [str(row["name"]) for row in details.get("members") or [] if row.get("manager")]
    everyone = [str(row["name"]) for row in details.get("members") or []]
    active = "active" if project.get("active", True) is not False else "archived"
    lines = [
        sentence(f"{_title(details)} is {active}"),
        sentence(
            f"- Tasks: {details.get('open_tasks', 0)} open, {details.get('done_tasks', 0)} done"
        ),
        sentence(f"- Time: {budget_words(details)}"),
        sentence(f"- Billing: {_billing(project)}"),
        sentence(f"- People: {listed(everyone) or 'nobody'}{_managed(managers)}"),
    ]
    lists = details.get("tasklists") or []
    if lists:
        lines.append(sentence(f"- Task lists: {', '.join(str(row['name']) for row in lists)}"))
    for row in details.get("milestones") or []:
        text = milestone_line(row, today, placed=False)
        lines.append(f"- {text}" if text.startswith("Milestone") else f"- Milestone {text}")
    return "\n".join(lines)


def _managed(managers: list[str]) -> str:
    return f" (managed by {listed(managers)})" if managers else ""


def _tasks(request: Request, query: Query, details: Row) -> str:
    counts = joined(
        [f"{details.get('open_tasks', 0)} open", f"{details.get('done_tasks', 0)} done"]
    )
    return sentence(f"{_title(details)} has {counts} tasks, "
                    f"{minutes(details.get('tracked_minutes') or 0)} "
                    "tracked")  # fmt: skip


def _since(request: Request, query: Query, details: Row) -> str:
    created = details["project"].get("created_on")
    said = (
        f"was created in Paymo on {day(str(created))}" if created else "has no first day in Paymo"
    )
    return f"{_title(details)} {said}."


def _client(request: Request, query: Query, details: Row) -> str:
    client = details["project"].get("client")
    return sentence(f"{_title(details)} belongs to {client}" if client else
                    f"{_title(details)} has no client")  # fmt: skip


def _description(request: Request, query: Query, details: Row) -> str:
    text = str(details["project"].get("description") or "").strip()
    if not text:
        return f"{_title(details)} has no description in Paymo."
    return f"{_title(details)}, as described in Paymo: {text}"


_TOPICS = (
    (r"(?:project |job )?codes?", _code),
    (r"clients?|customers?", _client),
    (
        r"descri\w+|goals?|purpose|brief|"
        r"what(?:'s| is) (?:the )?\x01[\x01 ]*(?:project )?(?:all )?for",
        _description,
    ),
    (r"since when|(?:start|begin|began|begun|created?|kick\w*|set up|opened)(?:ed)?", _since),
    (r"task ?lists?|(?:which|what|how many) lists", _lists),
    (
        r"budgets?|budgeted|estimat\w+|on track|hours|left|remaining|burn(?:-?down|ed|t)?|"
        r"by how (?:much|many)(?! (?:people|persons|colleagues))",
        _budget,
    ),
    (
        r"who(?!(?:'s| is) the (?:client|customer))|team|members?|(?<!\x01 )people|crew|squad|"
        rf"staffed|staffing|line-?up|{MANAGES}",
        _team,
    ),
    (rf"{STATE}|going|in progress|{_ENDED}", _state),
    (
        r"rate|hourly|(?:per|by the) hour|charge|price|fee|billing|flat|fixed|billable|bill(?:ed)?",
        _terms,
    ),
    (r"progress|complete|finished|done", _tasks),
)

# What is told of a project beside something else that was asked for.
_BESIDE = {
    _team: ".",
    _terms: ".",
    _since: ".",
    _code: ".",
    _budget: r"budgets?|budgeted|estimates?",
}
