"""Budgets over all projects: which are used up, which have room left, which are nearly through."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from agent.compact import Condition, View
from agent.models.builtin.answers.phrases import (
    bullets,
    has,
    listed,
    minutes,
    plural,
    sentence,
    yes_no,
)
from agent.models.builtin.answers.projects import budget_words
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk, Reading
from agent.models.builtin.intents.intent import Intent, points
from agent.models.builtin.query import Query, date_args, read_query, winner
from agent.models.builtin.records import LACKS
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request
from agent.models.builtin.text.calendar import Period
from agent.models.builtin.text.thresholds import Threshold
from agent.rows import Row

# Each project's details are a read of its own; with more projects their time is read in one go.
_MOST = 20
_SHOWN = 15
_NEARLY = Threshold(Decimal(80), Decimal(100), False, "percent", "80 % to 100 %")
_OVER = re.compile(
    r"\b(?:over|out of|above|exceed(?:s|ed|ing)?|blown|busted|overrun\w*|beyond) (?:the |their |"
    r"its |our )?(?:hours? )?budgets?\b|\bover-?(?:budget|spent|run)\b|\bbudgets? (?:blown|"
    r"exceeded|overrun|used up|exhausted)\b|"
    r"\bmore (?:hours|time|minutes)?(?: \w+){0,3}? ?than (?:the |their |its )?budget|"
    r"\b(?:blew|blow|exceeded|exceed) (?:the|their|its) budgets?\b"
)
_NEAR = re.compile(
    r"\b(?:near(?:ly|ing)?|close to|closest|nearest|almost|about to|tight|"
    r"running (?:low|out)|soon|will run|going to run)\b"
)
_WITHIN = re.compile(r"\b(?:within|under|below|inside|on|in) (?:the |their |its )?budgets?\b")

# "Above 80 % of their hours", "the fewest hours left": of projects, the word "budget" apart.
_HOURS_OF_PROJECTS = (
    r"projects?\b.*(?:%|percent) of (?:the|their|its|all) (?:\w+ )?(?:hours|time)|"
    r"projects?\b.* hours (?:left|remaining)|"
    r"(?:left|remaining)\b.*\b(?:per|by|(?:for|on|of|in) (?:each|every)) project|"
    r"projects?\b.* (?:over|above|beyond|within|under|below) (?:their|its) (?:\w+ )?hours"
)


_ALL = r"all|every|each|everything|none|no projects?"


def _score(request: Request) -> float:
    if any(mention.best("project") for mention in request.mentions):
        return 0.0
    score = points(
        request.plain,
        ("(?:over|out of|within|near|under|above|on|in) (?:the |their |its )?budgets?", 7),
        ("over-?(?:budget|spent|run)", 7),
        ("budgets", 5),
        ("budget", 5),
        ("budget(?:ed)? hours?|hours? budget", 4),
        ("health check|project health|on track", 6),
        (_HOURS_OF_PROJECTS, 16),
    )
    if request.says("tasks?|milestones?|invoices?") or request.says(rf"{LACKS} (?:\w+ )?budgets?"):
        score -= 6
    return score + 2 if score and request.says("projects?|which|any|all|anything") else score


def _handle(desk: Desk, request: Request) -> Reply:
    query = read_query(desk, request, "client", "user")
    ranked = {"more": "most", "less": "least"}.get(winner(request))
    query = replace(query, measure=ranked).heeding("comparison") if ranked else query
    ids = query.scope.ids()
    with_budget = View((Condition("budget_minutes", "over", 0),))
    projects = desk.read_all(Call("list_projects", {**ids, "active": True}, with_budget))[0]
    budgeted = [row for row in projects.rows if row.get("budget_minutes")]
    if len(budgeted) < projects.count:
        return Reply("There are too many projects to check all budgets at once; name a client.")
    if not budgeted:
        return query.reply("budgets", "No active project has a budget of hours set.")
    rows = _with_time(desk, budgeted)
    rows.sort(key=lambda row: -_used(row))
    return _answer(query, request, rows)


def _with_time(desk: Desk, budgeted: Sequence[Row]) -> list[Row]:
    """The projects with the minutes tracked on each, since ever."""
    if len(budgeted) <= _MOST:
        details = desk.read_all(
            *(Call("get_project_details", {"project_id": row["id"]}) for row in budgeted)
        )
        return [
            {**reading.rows[0], "name": reading.rows[0]["project"]["name"]} for reading in details
        ]
    ids = [row["id"] for row in budgeted]
    view = View((Condition("project_id", "in", ids),), by="project_id")
    since = date_args(Period(desk.context.calendar.year(-50).first, None))
    time: Reading = desk.read_all(Call("list_time_entries", since, view))[0]
    tracked = {row["project_id"]: row["minutes"] for row in time.group("project_id")}
    return [{**row, "tracked_minutes": tracked.get(row["id"], 0)} for row in budgeted]


def _used(row: Row) -> Decimal:
    """The share of the budget that is used, in percent."""
    return Decimal(int(row.get("tracked_minutes") or 0)) * 100 / int(row["budget_minutes"])


def _answer(query: Query, request: Request, rows: list[Row]) -> Reply:
    client, user = query.scope.client, query.scope.user
    where = f" of {client.name}" if client else ""
    where += f" with {user.name} on the team" if user else ""
    over = [row for row in rows if _used(row) > 100]
    threshold = query.threshold if query.threshold and query.threshold.unit == "percent" else None
    if threshold or (_NEAR.search(request.plain) and query.measure not in ("most", "least")
                     and not request.says("closest|nearest")):  # fmt: skip
        threshold = threshold or _NEARLY
        asks_left = request.says("left|remaining")
        kept = [r for r in rows if threshold.holds(100 - _used(r) if asks_left else _used(r))]
        what = f"{'left' if asks_left else 'used'}: {threshold.text}"
        return _chosen(
            query.heeding("threshold", "share"), kept, rows, f"with a budget {what}", where
        )
    measure = _measured(request)
    if query.threshold and query.threshold.unit == "hour":
        bound = query.threshold.times(60)
        kept = [row for row in rows if bound.holds(Decimal(_MINUTES[measure](row)))]
        said = f"with {query.threshold.text} {'of budget' if measure == 'size' else measure}"
        return _chosen(query.heeding("threshold"), kept, rows, said, where)
    if request.says("closest|nearest"):
        rows.sort(key=lambda row: abs(100 - _used(row)))
        return _ranked(query, rows, "closest to its budget", _used)
    if query.measure in ("most", "least"):
        by = _used if measure == "used" else _MINUTES[measure]
        rows.sort(key=by, reverse=query.measure == "most")
        word = "most" if query.measure == "most" else "least"
        size = "largest" if query.measure == "most" else "smallest"
        what = f"the {size} budget" if measure == "size" else f"the {word} budget {measure}"
        return _ranked(query, rows, f"with {what}", by)
    if request.says(_ALL) and query.measure == "yes-no" and _WITHIN.search(request.plain):
        rest = f"{len(over)} of {len(rows)} active projects{where} with a budget are over it"
        text = (
            f"No: {rest}" if over else f"Yes: all {len(rows)} active projects{where} with a budget"
        )
        return query.reply("budgets", sentence(text) + bullets(_lines(over or rows), shown=_SHOWN))
    if _WITHIN.search(request.plain) and not _OVER.search(request.plain):
        kept = [row for row in rows if _used(row) <= 100]
        if query.measure == "yes-no":
            query = replace(query, measure="list")
        return _chosen(query, kept, rows, "within budget", where)
    if _OVER.search(request.plain):
        return _chosen(query, over, rows, "over budget", where)
    lead = yes_no(query.measure, over)
    head = f"{lead}{plural(len(over), 'active project')}{where} over budget"
    head += f"; {len(rows)} {has(len(rows))} a budget"
    return query.reply(
        "budgets", sentence(head) + _totals(rows) + bullets(_lines(rows), shown=_SHOWN)
    )


def _left(row: Row) -> int:
    return int(row["budget_minutes"]) - int(row.get("tracked_minutes") or 0)


# What of a budget is measured in time.
_MINUTES: dict[str, Callable[[Row], int]] = {
    "left": _left,
    "used": lambda row: int(row.get("tracked_minutes") or 0),
    "size": lambda row: int(row["budget_minutes"]),
}


def _measured(request: Request) -> str:
    """Whether the rest of a budget is asked about, what is used of it, or how large it is."""
    if request.says("left|remaining|remains?|room|unused"):
        return "left"
    large = request.says(
        r"(?:bigg|larg|small|high|low|tight)(?:er|est) (?:\w+ )?budgets?|budgeted|"
        r"(?:by|in) (?:hours? )?budget|"
        r"budgets? (?:of|over|above|under|below|more|less)"
    )
    bound = request.threshold is not None and request.threshold.unit == "hour"
    used = request.says(r"used?|spent|burn\w*|consumed|gone|tracked|eaten|through")
    return "size" if (large or bound) and not used else "used"


def _lines(rows: Sequence[Row]) -> list[str]:
    return [f"{row['name']}: {budget_words(row)}" for row in rows]


def _totals(rows: Sequence[Row]) -> str:
    budget = sum(int(row["budget_minutes"]) for row in rows)
    tracked = sum(int(row.get("tracked_minutes") or 0) for row in rows)
    return f" All together {minutes(tracked)} of {minutes(budget)} are used."


def _chosen(query: Query, kept: list[Row], rows: list[Row], what: str, where: str) -> Reply:
    lead = yes_no(query.measure, kept)
    head = sentence(f"{lead}{plural(len(kept), 'active project')}{where} {what}")
    if not kept:
        rest = "\nAll budgets there are:" + bullets(_lines(rows), shown=_SHOWN)
    else:
        rest = f"\n{len(rows) - len(kept)} more have a budget." if len(rows) > len(kept) else ""
    return query.reply("budgets", head + bullets(_lines(kept), shown=_SHOWN) + rest)


def _ranked(query: Query, rows: list[Row], what: str, by: Callable[[Row], Decimal | int]) -> Reply:
    names = [row["name"] for row in rows if by(row) == by(rows[0])]
    head = sentence(f"{listed(names)} is the project {what}")
    if len(names) > 1:
        head = sentence(f"{listed(names)} are the projects {what}")
    return query.reply("budgets", head + bullets(_lines(rows[: query.top or 5])))


INTENT = Intent(
    name="budgets",
    score=_score,
    handle=_handle,
    kinds=("client", "project", "user"),
    tool="list_projects",
    continues=True,
    subject="budgets",
    examples=(
        "Which projects are over budget?",
        "Show the budgets of all projects",
        "Which projects have used more than 80% of their budget?",
        "Which project has the least budget left?",
    ),
)
