"""Budgets over all projects: which are used up, which have room left."""

from __future__ import annotations

from agent.models.builtin.answers.phrases import bullets, plural, sentence
from agent.models.builtin.answers.projects import budget_words
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.intents.intent import Intent, points
from agent.models.builtin.query import read_query
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request

# Each project is a read of its own; past this many a person is better served one client at a time.
_MOST = 20


def _score(request: Request) -> float:
    if any(mention.best("project") for mention in request.mentions):
        return 0.0
    score = points(
        request.plain,
        ("(?:over|out of|within|near|under|above) (?:the |their )?budgets?", 7),
        ("budgets", 5),
        ("budget", 2),
        ("health check|project health|on track", 6),
    )
    return score + 2 if score and request.says("projects|which|any|all") else score


def _handle(desk: Desk, request: Request) -> Reply:
    query = read_query(desk, request, "client")
    client = {"client_id": query.scope.client.id} if query.scope.client else {}
    projects = desk.read("list_projects", **client, active=True)
    budgeted = [row for row in projects.rows if row.get("budget_minutes")]
    known = all("user_ids" in row or "billable" in row for row in projects.rows)
    if not known or len(budgeted) > _MOST or not projects.whole:
        return Reply("There are too many projects to check all budgets at once; name a client.")
    if not budgeted:
        return query.reply("budgets", "No active project has a budget of hours set.")
    details = desk.read_all(
        *(Call("get_project_details", {"project_id": row["id"]}) for row in budgeted)
    )
    rows = [reading.rows[0] for reading in details]
    rows.sort(key=lambda row: -int(row.get("tracked_minutes") or 0) / int(row["budget_minutes"]))
    over = [
        row for row in rows if int(row.get("tracked_minutes") or 0) > int(row["budget_minutes"])
    ]
    lead = ("Yes: " if over else "No: ") if query.measure == "yes-no" else ""
    where = f" of {query.scope.client.name}" if query.scope.client else ""
    has = "has" if len(rows) == 1 else "have"
    head = f"{plural(len(over), 'active project')}{where} over budget; {len(rows)} {has} a budget"
    lines = [f"{row['project']['name']}: {budget_words(row)}" for row in rows]
    return query.reply("budgets", lead + sentence(head) + bullets(lines))


INTENT = Intent(
    name="budgets",
    score=_score,
    handle=_handle,
    kinds=("client", "project"),
    tool="list_projects",
    continues=True,
    examples=("Which projects are over budget?", "Show the budgets of all projects"),
)
