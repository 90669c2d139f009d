"""What the words of invoices imply: who is ranked, what was issued, which state is meant."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace
from datetime import timedelta

from agent.models.builtin.answers.one_invoice import TAXES
from agent.models.builtin.invoice_rows import as_meant, by_clients
from agent.models.builtin.query import Query
from agent.models.builtin.request import Request
from agent.models.builtin.text.asks import CHANGED
from agent.models.builtin.text.calendar import Period
from agent.models.builtin.text.ordering import Order

_LISTING = r"show|list|of|give me|all|the|our|any|me|which"
_TURNED = (
    r"(?:became|become|becomes|becoming|went|turned|fell|gone|going|newly) (?:overdue|late|"
    r"past due)"
)
MISSING = (
    r"how much (?:money )?(?:is|are) (?:still )?(?:missing|lacking|owing)|"
    r"(?:have|has|had|needs?) to (?:(?:give|send) us|transfer|wire)|"
    r"we (?:still )?(?:have to|need to|must|are to|should) (?:still )?(?:get|receive|collect)"
)
# "How much do they have open with us": money, where neither work nor time is named.
MONEY_LEFT = (
    r"how much\b(?![^?]*\b(?:hours?|time|work|budgets?|tasks?|to do|milestones?|scope|days|weeks|"
    r"months|capacity)\b)[^?]*\b(?:open|left|outstanding|remaining|remains?)"
)
# "Who hasn't paid us on time?"
IN_TIME = r"pa(?:y|ys|id|ying)(?: us)? (?:on|in) time"
_NOT_IN_TIME = rf"(?:\w*n't|not|never)\b.*\b{IN_TIME}"
_OPEN_AND_LATE = (
    r"(?:open|unpaid|outstanding|ow\w+)\b.* and how much of \w+(?: is| are)?(?: already)? "
    r"(?:over-?due|late)|"
    r"(?:open|unpaid|outstanding)\W+(?:and\W+|or\W+|plus\W+)?(?:the )?over-?due"
)
_STATES = frozenset(
    ("unpaid", "overdue", "partly", "undue", "paid", "draft", "void", "viewed", "sent")
)
_HOW_MANY_CLIENTS = r"how many (?:of )?(?:(?:our|the|different|active) )*(?:clients|customers)"
_IF_ALL_PAY = r"(?:if|once|assuming|provided)\b.*\b(?:pays?|paid)"
# "What will come in during April": what falls due then.
TO_COME = (
    r"(?:will|would|going to|gonna|should|expect(?:ed|ing)?|supposed|must|ha(?:s|ve) to|needs? to|"
    r"due to)\b.*\b"
    r"(?:come|coming|in|get|paid|receive|pay|collect|arrive)|"
    r"(?:expected|incoming|anticipated|upcoming) (?:cash|money|payments?|receipts|inflows?)|"
    + _IF_ALL_PAY
)
# "Which unpaid invoice is the oldest, and whose", "who has the biggest invoice".
_ONE_OF_THEM = (
    r"which (?:[\w-]+ ){0,2}?(?:invoices?|bills?)|"
    r"(?:\w+est|most \w+|latest|last|first) (?:[\w-]+ ){0,2}?(?:invoice|bill)|"
    r"next (?:[\w-]+ )?(?:payment|invoice|bill)"
)
LATENESS = r"how late|how many days|days (?:late|overdue|past)|delays?|lateness"
_HOW_LONG = rf"(?:since|for) how (?:many|long)|since when|{LATENESS}"
_AND_DRAFTS = r"drafts? (?:plus|and|or|with)|(?:plus|and|or|with) (?:the |all )?drafts?"
_WHICH = r"(?:which|what) (?:clients?|customers?)|whom? (?:do|did|have|has|are)"
_CLIENTS = r"who|whom|clients?|customers?|debtors?|compan(?:y|ies)|accounts?|whose"
# "Whom should I call about money?", "who needs a nudge": those that are late.
CHASED = (
    r"chas(?:e|ing)|remind(?:ers?|ed)?|dunning|nudg(?:e|ed|ing)|(?:worst|bad|late|slow) payers?|"
    r"(?:call|ring|phone|nag|press|push|contact|write to|talk to|speak (?:to|with)|e-?mail|bother)"
    r"\b[^?]*\b(?:about|for|over|regarding|because of)\b[^?]*\b(?:money|payments?|invoices?|bills?|"
    r"debts?|paying)"
)
# "Which client has the most invoices", "who got more bills than anybody".
_MOST_OF_THEM = (
    r"(?:most|fewest|least|more|highest number of|largest number of) (?:\w+ )?(?:invoices|bills)"
)
_PAID_WHAT = r"what (?:did|has|have|does|do)\b.*\bpa(?:y|id)"
_LATE_FIRST = Order("lateness", down=True, top=None)


def as_said(request: Request, query: Query) -> Query:
    """The query with what its words mean where they are about invoices."""
    for step in (
        _state_said,
        _still_to_come,
        _split_said,
        _late_today,
        _issued_meant,
        _clients_meant,
        _state_meant,
    ):
        query = step(request, query)
    one = request.says(_ONE_OF_THEM) and not request.says("(?:by|per|each) (?:client|customer)s?")
    if one and (query.order or query.top == 1):
        query = replace(query, group="invoice")
    return as_meant(query, about_clients=request.says(_CLIENTS) and not one)


def _state_said(request: Request, query: Query) -> Query:
    """Of the states that were said those that are meant."""
    if "viewed" in query.filters:
        query = _states(query, {"issued", "sent"})  # what was looked at was sent
    if "open" in query.filters or request.says(f"{MISSING}|{MONEY_LEFT}"):
        # A draft is not open, it is not even sent.
        query = _states(query, {"open"}, "unpaid")
    if {"draft", "unpaid"} <= query.filters and request.says("drafts?") and not query.period:
        # Both are the active ones; "drafts waiting" are drafts.
        query = _states(query, {"unpaid", "draft"} if request.says(_AND_DRAFTS) else {"unpaid"})
    if {"issued", "paid"} <= query.filters:
        query = _states(query, {"issued"})  # what went out and is paid
    if query.measure == "list" and request.says(_PAID_WHAT):
        query = replace(query, measure="sum")
    if query.filters & {"billed", "sent"} and query.measure == "yes-no":
        # What was sent may be paid by now.
        query = _states(query, {"billed", "sent"}, "issued")
    if request.says(_NOT_IN_TIME) and not query.scope.client:
        query = _states(query, {"unpaid", "paid"}, "overdue")
    both = query.filters & {"unpaid"} and request.says("(?:over-?due|late) or not")
    if both or request.says(_OPEN_AND_LATE):
        query = _states(query, {"overdue"})
    return query


def _states(query: Query, out: Set[str], into: str = "") -> Query:
    """The query with one state in place of others."""
    return replace(query, filters=query.filters - out | ({into} if into else set()))


def _still_to_come(request: Request, query: Query) -> Query:
    """What comes in during April is unpaid and falls due then."""
    if query.period and request.says(TO_COME):
        query = replace(query, due=query.period, period=None, periods=())
    if request.says(_IF_ALL_PAY):
        # "If all were paid today": the day of the payment.
        paid_now = query.due and query.due.single == request.calendar.today
        query = replace(query, due=None if paid_now else query.due)
        query = replace(query, group="" if query.measure == "sum" else query.group)
    if query.due and not query.filters & _STATES:
        query = _states(query, set(), "unpaid")
    if query.period and request.says(_TURNED):
        # Due the day before is late from the day on.
        query = replace(query, due=_day_before(query.period), period=None, periods=())
    return query


def _split_said(request: Request, query: Query) -> Query:
    """What the invoices are split by or put in order by."""
    if request.says(_MOST_OF_THEM) and by_clients(query):
        asks = (*query.asks, ("count", "invoices"))
        query = replace(
            query, asks=asks, measure="least" if request.says("fewest|least") else "most"
        )
    if query.group == "status":
        query = _states(query, set(), "all")
    if request.says(CHANGED) and not query.group and not (query.scope.others or query.periods[1:]):
        query = replace(query, group="month").heeding("comparison")  # "is revenue going up?"
    listed = re.match(rf"(?:{_LISTING} )*(?:clients?|customers?|debtors?)\b", request.command)
    if listed and not query.group and not query.order:
        query = replace(query, group="client")
    if request.says("age?ing|aged|by age"):
        query = replace(_states(query, set(), "unpaid"), group="aging")
    if request.says(CHASED) and not query.order:
        query = replace(query, order=_LATE_FIRST, group="invoice")
    return query


def _asks_late(query: Query) -> bool:
    return "overdue" in query.filters or bool(query.order and query.order.by == "lateness")


def _late_today(request: Request, query: Query) -> Query:
    """What is late today is so whenever it was written."""
    if _asks_late(query) and query.period and query.period.single == request.calendar.today:
        return replace(query, period=None, periods=())
    return query


def _issued_meant(request: Request, query: Query) -> Query:
    """ "Sent in October" means issued then; most of those are paid by now."""
    issued = query.period or query.scope.project or query.measure == "sum"
    issued = issued or request.says("sent to|(?:been|get|got|was|were) (?:billed|invoiced)")
    if query.filters & {"sent", "billed"} and issued:
        return _states(query, {"sent", "billed"}, "issued")
    return query


def _clients_meant(request: Request, query: Query) -> Query:
    """Whether clients are asked for, or their invoices."""
    if _asks_late(query) and by_clients(query) and request.says(_HOW_LONG):
        query = replace(query, group="", order=query.order or _LATE_FIRST)
    if query.group in ("", "invoice") and request.says(_HOW_MANY_CLIENTS):
        query = replace(query, group="client")
    if query.measure in ("most", "least") and query.group == "month" and request.says(_WHICH):
        query = _ranked_clients(query)
    owes_in_all = query.scope.client and query.measure == "yes-no" and "unpaid" in query.filters
    clients = owes_in_all or request.says(_CLIENTS)
    if query.threshold and clients and not query.group and not request.says("invoices?|bills?"):
        query = replace(query, group="client")
    return query


def _ranked_clients(query: Query) -> Query:
    """Clients by their totals, where they are compared by what they come to a month."""
    note = "By their totals, which ranks them as an average over the same months does."
    asks = tuple(pair for pair in query.asks if pair[0] != "average")
    notes = query.notes if asks == query.asks else (*query.notes, note)
    return replace(query, group="client", asks=asks, notes=notes)


def _state_meant(request: Request, query: Query) -> Query:
    """The state that is meant where none was said."""
    # What clients were billed, or what in a month, is more than what is open at the moment.
    split = by_clients(query) or query.group in ("week", "month", "quarter", "year")
    figured = query.wants("average") or request.says(TAXES) or split
    if figured and not query.filters & _STATES:
        query = _states(query, set(), "issued")
    ever = query.period or request.says("so far|to date|yet") or "all" in query.filters
    if query.order and query.order.by == "size" and ever and not query.filters & _STATES:
        query = _states(query, {"all"}, "issued")
    if request.says(r"last|latest|most recent") and query.order and not query.filters & _STATES:
        # The last invoice there is may be paid by now.
        query = _states(query, set(), "all")
    return query


def _day_before(period: Period) -> Period:
    day = timedelta(days=1)
    first, last = period.first and period.first - day, period.last and period.last - day
    return Period(first, last)
