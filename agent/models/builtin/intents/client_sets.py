"""Clients by what they have and what they lack: billed and not paid, without projects, not worked
for."""

from __future__ import annotations

from dataclasses import dataclass

from agent.compact import Condition, View
from agent.models.builtin.answers.phrases import (
    bullets,
    joined,
    listed,
    period,
    plural,
    sentence,
    yes_no,
)
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk, Reading, caveats
from agent.models.builtin.intents.intent import COMMAND, Intent
from agent.models.builtin.invoice_rows import ISSUED, OWING
from agent.models.builtin.left_out import of_active_projects
from agent.models.builtin.query import date_args, read_query
from agent.models.builtin.records import LACKS
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request
from agent.models.builtin.text.client_clauses import Clause, Trait, find_clauses


@dataclass(frozen=True)
class _Having:
    """How clients of a trait are said to have it and to lack it; ``dated``: a time limits it."""

    has: str
    lacks: str
    dated: bool = True


_HAVING: dict[Trait, _Having] = {
    "draft": _Having("with a draft invoice", "without a draft invoice"),
    "overdue": _Having("with an overdue invoice", "without an overdue invoice", dated=False),
    "owing": _Having("with an unpaid invoice", "without an unpaid invoice", dated=False),
    "untimed": _Having("with unbilled time", "without unbilled time"),
    "project": _Having("with an active project", "without an active project", dated=False),
    "task": _Having("with an open task", "without an open task", dated=False),
    "time": _Having("with time logged", "without time logged"),
    "paid": _Having("that paid", "that did not pay"),
    "billed": _Having("invoiced", "not invoiced"),
}
_CLIENTS = r"clients?|customers?|companies"
_ANYBODY = rf"{_CLIENTS}|who|whom|anyone|anybody|everyone"
# These are done and had by colleagues as well, who are meant by a mere "who".
_OF_PEOPLE = frozenset(("project", "task", "time", "untimed"))
_AT_ALL = (
    r"anything|nothing|at all|ever|never|a (?:cent|penny|dime|thing|single \w+)|"
    r"any (?:money|payments?)"
)
_FIGURES = (
    r"how (?:much|long|late|old)|sums?|totals?|amounts?|most|least|average|hours of|by (?!now)|per|"
    r"and (?:what|how|when|which|who|is|are|was|were)"
)


def _score(request: Request) -> float:
    return COMMAND - 1 if _clauses(request) else 0.0


def _clauses(request: Request) -> tuple[Clause, ...]:
    """What is said of the clients that are looked for; empty where that is another question."""
    if not request.says(_ANYBODY) or request.says(_FIGURES) or request.threshold:
        return ()
    if request.says(rf"projects?\b[^?]*\b{LACKS} (?:\w+ )?(?:{_CLIENTS})"):
        return ()  # it is the projects that are looked for
    if any(mention.best("client") or mention.best("user") for mention in request.mentions):
        return ()
    clauses = find_clauses(request.plain, request.dates())
    if not clauses or not _apart(clauses, at_all=request.says(_AT_ALL)):
        return ()
    people = {clause.trait for clause in clauses} <= _OF_PEOPLE
    return () if people and not request.says(_CLIENTS) else clauses


def _apart(clauses: tuple[Clause, ...], *, at_all: bool) -> bool:
    """Whether this takes whole clients: one thing that they lack, or several things. Who has not
    paid is a matter of single invoices, and so is what is said of one trait at one time;
    who has paid nothing ``at_all`` is a client without any payment."""
    lacking = [clause for clause in clauses if not clause.holds]
    if len(clauses) == 1:
        once = clauses[0].trait in ("billed", "project", "task")
        return bool(lacking) and (once or (clauses[0].trait == "paid" and at_all))
    kinds = {(clause.trait, clause.within) for clause in clauses}
    of_bills = {clause.trait for clause in clauses} <= {"billed", "paid", "owing", "overdue"}
    alike = len({clause.trait for clause in clauses}) == 1
    return len(kinds) == len(clauses) and (alike or not of_bills)


def _handle(desk: Desk, request: Request) -> Reply:
    clauses = _clauses(request)
    query = read_query(desk, request, lean="past")
    # What they have may be an archived client's, too; what they lack is asked of the active ones.
    given = any(clause.holds for clause in clauses)
    directory = Call("list_clients", {"active": None if given else True})
    calls = [of_active_projects(desk, request, query, _call(clause)) for clause in clauses]
    clients, *readings = desk.read_all(directory, *calls)
    groups = [reading.group("client") for reading in readings]
    cut = any(reading.count and not reading.is_whole_group("client") for reading in readings)
    if cut or not clients.whole:
        return Reply("There are too many clients to compare; name one of them.")
    sets = [{row.get("client_id", row.get("id")) for row in group} for group in groups]
    names = [
        str(row["name"])
        for row in clients.rows
        if all(
            (row["id"] in found) == clause.holds
            for clause, found in zip(clauses, sets, strict=True)
        )
    ]
    text = _told(query.measure, clauses, names, clients, given=given)
    return query.heeding("periods", "comparison").reply("client_sets", text + caveats(readings))


def _told(
    measure: str, clauses: tuple[Clause, ...], names: list[str], clients: Reading, *, given: bool
) -> str:
    words = listed([_said(clause) for clause in clauses])
    who = plural(len(names), "client" if given else "active client")
    out_of = "" if given else f", out of {clients.count}"
    head = sentence(f"{yes_no(measure, names)}{who} {words}{out_of}")
    return head + bullets(sorted(names), shown=60)


def _said(clause: Clause) -> str:
    having = _HAVING[clause.trait]
    when = period(clause.within) if having.dated else ""
    return joined([having.has if clause.holds else having.lacks, when], " ")


def _call(clause: Clause) -> Call:
    """The read whose groups are the clients of whom the clause is true."""
    dated = date_args(clause.within)
    by_client = View(by="client")
    if clause.trait == "project":
        return Call("list_projects", {"active": True}, by_client)
    if clause.trait == "task":
        return Call("list_tasks", {"name": "", "complete": False}, by_client)
    if clause.trait in ("time", "untimed"):
        billed = {"billed": False} if clause.trait == "untimed" or not dated else {}
        return Call("list_time_entries", {**dated, **billed}, by_client)
    if clause.trait == "paid":
        where = tuple(
            Condition("date", "from" if name == "date_from" else "to", day)
            for name, day in dated.items()
        )
        return Call("list_invoices", {"status": "all"}, View(where, by="client", payments=True))
    if clause.trait in ("owing", "overdue"):
        status = "overdue" if clause.trait == "overdue" else "active"
        return Call("list_invoices", {"status": status}, View((OWING,), by="client"))
    if clause.trait == "draft":
        return Call("list_invoices", {"status": "draft", **dated}, by_client)
    issued = Condition("status", "in", list(ISSUED))
    return Call("list_invoices", {"status": "all", **dated}, View((issued,), by="client"))


INTENT = Intent(
    name="client_sets",
    score=_score,
    handle=_handle,
    kinds=("client",),
    tool="list_clients",
    subject="which clients have what",
    whole=True,
    examples=(
        "Which clients were billed in March but not in April?",
        "Clients with neither projects nor invoices",
        "Which customers did we work for in May but not invoice?",
    ),
)
