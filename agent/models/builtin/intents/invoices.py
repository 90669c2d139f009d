"""Invoices: what was sent, what is paid, late or still owed, and by whom."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from agent.models.builtin.answers.invoices import invoice_answer
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.intents.intent import Intent, points
from agent.models.builtin.query import Query, date_args, read_query
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request

_STATUSES = ("overdue", "draft", "void", "viewed", "sent", "paid")
# Overdue and unpaid say more than the words beside them ("sent but not paid").
_OTHER_SUBJECT = r"tasks?|to-?dos?|milestones?|deadlines?|deliverables?|hours?|time|timesheets?"


def _score(request: Request) -> float:
    text = request.plain
    if "unbilled" in request.filters and not request.says("invoices?"):
        return 0.0
    score = points(
        text,
        ("invoices?|invoicing|bills(?! out)", 6),
        ("owes?|owed|owing|receivables?|revenue|turnover|in arrears|debts?|debtors?", 6),
        ("outstanding|unpaid|payments|paid|(?:not|n't) pay|pay(?:s|ing)?", 4),
        ("settled?|chas(?:e|ing)", 4),
        ("invoiced|billed|payment", 2.5),
        ("overdue|past due|late|behind (?:on|with)", 2.5),
        ("drafts?", 2),
        ("(?:we|did we|have we|was|were|been|has been) (?:invoiced?|billed?)", 6),
        ("how much (?:did|have|has) .*(?:bill|invoice|billed|invoiced)", 4),
        ("balances?|amounts? due|money", 4),
    )
    if request.invoice_number:
        score += 4
    placed = any(mention.best("project") > mention.best("client") for mention in request.mentions)
    placed = placed or "project" in request.anaphora
    if placed and not request.says("invoices?|bills?|owes?|paid|pay|payments?|billed|invoiced"):
        score -= 3
    if request.says(_OTHER_SUBJECT) and not request.says("invoices?"):
        score -= 4
    return score


def _handle(desk: Desk, request: Request) -> Reply:
    if request.invoice_number:
        return _one(desk, request, request.invoice_number)
    query = read_query(desk, request, "client", "project", lean="past")
    if (
        request.says("invoices?")
        and query.measure in ("most", "least")
        and query.group not in ("client", "user")
    ):
        query = replace(query, group="invoice")
    if query.measure == "yes-no" and "paid" in query.filters:
        # "Have they paid?" asks for what is still unpaid.
        query = replace(query, filters=query.filters | {"unpaid"})
    if query.filters & {"sent", "billed"} and (query.period or request.says("sent to")):
        # "Sent in October" means issued then; most of those are paid by now.
        query = replace(query, filters=query.filters - {"sent", "billed"} | {"issued"})
    if request.says("pounds|dollars|euros?|gbp|usd|eur|chf"):
        note = "I did not filter by currency; amounts of each stand side by side."
        query = replace(query, notes=(*query.notes, note))
    queries = query.each()
    readings = desk.read_all(*(Call("list_invoices", _args(one)) for one in queries))
    texts = [invoice_answer(one, reading) for one, reading in zip(queries, readings, strict=True)]
    return replace(query, threshold=None).reply("invoices", "\n".join(texts), each=True)


def _one(desk: Desk, request: Request, number: str) -> Reply:
    query = read_query(desk, request, "client", lean="past")
    wants_items = request.says("items?|lines?|details?|positions?|what is on|what's on|for what")
    args: dict[str, Any] = {"number": number, "status": "all"}
    if wants_items:
        args["with_items"] = True
    reading = desk.read("list_invoices", **args)
    return query.reply("invoices", invoice_answer(query, reading, number=number))


def _args(query: Query) -> dict[str, Any]:
    args: dict[str, Any] = dict(query.scope.ids())
    args["status"] = _status(query)
    return args | date_args(query.period)


def _status(query: Query) -> str:
    asked = [status for status in _STATUSES if status in query.filters]
    if query.measure == "yes-no" and "paid" in query.filters and query.scope.client:
        return "all"
    if "unpaid" in query.filters:
        return "overdue" if "overdue" in query.filters else "active"
    if asked and not (query.measure == "sum" and asked == ["paid"]):
        return asked[0]
    # A period asks for what was invoiced in it, whatever became of it.
    whole = query.filters & {"all", "issued"} or query.period or asked
    return "all" if whole else "active"


INTENT = Intent(
    name="invoices",
    score=_score,
    handle=_handle,
    kinds=("client", "project"),
    tool="list_invoices",
    continues=True,
    examples=(
        "Which invoices are overdue?",
        "How much does Acme owe us?",
        "Show all invoices of Acme from last quarter",
        "Has invoice 2026-014 been paid?",
        "Which client owes the most?",
        "List the draft invoices",
    ),
)
