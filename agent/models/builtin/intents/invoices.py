"""Invoices: what was sent, what is paid, late or still owed, and by whom."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

from agent.models.builtin.answers.invoice_clients import nothing_owed_answer
from agent.models.builtin.answers.invoices import (
    invoice_answer,
    invoice_side,
    lateness_answer,
    settled_answer,
    share_answer,
    together_answer,
)
from agent.models.builtin.answers.one_invoice import numbered_answer
from agent.models.builtin.answers.phrases import joined
from agent.models.builtin.answers.sides import Asked, sides_answer
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk, Reading, caveats
from agent.models.builtin.intents.intent import ENOUGH, NAMED, SURE, Intent, points
from agent.models.builtin.intents.invoice_titles import by_title
from agent.models.builtin.invoice_rows import as_meant, by_clients, can_bound, invoice_call
from agent.models.builtin.names.entry import reference
from agent.models.builtin.query import Query, direction, read_query, winner
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request
from agent.models.builtin.scope import Scope
from agent.models.builtin.text.calendar import Period
from agent.models.builtin.text.dates import Lean
from agent.models.builtin.text.ordering import Order

MOST_NUMBERS = 6
_PARTS = frozenset(("overdue", "paid", "draft", "void", "viewed"))
_OF_ALL = r"of (?:our|all|the total|total|everything|what we)"
_LISTING = r"show|list|of|give me|all|the|our|any|me|which"
_TURNED = (
    r"(?:became|become|becomes|becoming|went|turned|fell|gone|going|newly) (?:overdue|late|"
    r"past due)"
)
# "The Acme bill", "a bill we sent"; what somebody is to bill, and a Bill, are none.
_BILL = (
    r"(?:an?|the|our|each|every|any|which|what|that|this|their|last|month|next|first|\w+est)"
    r"(?: \w+)? bill(?! by| on)|bill(?<=\x01 bill)|"
    r"(?<!to )(?<!i )(?<!we )(?<!you )(?<!they )(?<!not )bill(?=\s*(?:$|[:?,.-]))|"
    r"bill (?:we|of|from)"
)
_MISSING = (
    r"how much (?:money )?(?:is|are) (?:still )?(?:missing|lacking|owing)|"
    r"(?:have|has|had|needs?) to (?:(?:give|send) us|transfer|wire)"
)
# "Who hasn't paid us on time?"
_IN_TIME = r"pa(?:y|ys|id|ying)(?: us)? (?:on|in) time"
_NOT_IN_TIME = rf"(?:\w*n't|not|never)\b.*\b{_IN_TIME}"
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
_TO_COME = (
    r"(?:will|going to|gonna|should|expect(?:ed|ing)?|supposed|must|ha(?:s|ve) to|needs? to)\b.*\b"
    r"(?:come|coming|in|get|paid|receive|pay|collect|arrive)|" + _IF_ALL_PAY
)
# "Which unpaid invoice is the oldest, and whose", "who has the biggest invoice".
_ONE_OF_THEM = (
    r"which (?:[\w-]+ ){0,2}?(?:invoices?|bills?)|"
    r"(?:\w+est|most \w+|latest|last|first) (?:[\w-]+ ){0,2}?(?:invoice|bill)"
)
_LATENESS = r"how late|how many days|days (?:late|overdue|past)|delays?|lateness"
_HOW_LONG = rf"(?:since|for) how (?:many|long)|since when|{_LATENESS}"
_AND_DRAFTS = r"drafts? (?:plus|and|or|with)|(?:plus|and|or|with) (?:the |all )?drafts?"
# Whose invoices are all paid.
_NOTHING_OWED = (
    r"owes? (?:us )?nothing|(?:do|does)(?:n't| not) owe|(?:with|have|has) (?:nothing|no|zero) "
    r"(?:outstanding|unpaid|open|overdue|debts?|balance)(?! (?:projects?|tasks?|milestones?)\b)|"
    r"without (?:an? |any )?(?:open|unpaid|outstanding)(?! (?:projects?|tasks?|milestones?)\b)|"
    r"paid (?:everything|all|in full|up)|"
    r"(?:nothing|no) (?:outstanding|open|unpaid)(?! (?:projects?|tasks?|milestones?)\b)"
    r"(?: (?:invoices|bills|balance))?"
)
# Who got no invoice at all.
_NOT_BILLED = (
    r"(?:\w*n't|not|never)(?: (?!\w+ing\b|their|the|our)\w+){0,3}? (?:billed|invoiced|bill|invoice|"
    r"(?:received?|got(?:ten)?|get|sen[dt]|had|have) (?:an?|any) (?:bills?|invoices?))|"
    r"(?:without|no|got no) (?:single )?(?:bills?|invoices?)"
)
_PAID_LATE = r"(?:paid|settled) (?:too |very )?late|(?:paid|settled) after (?:the |their )?due date"
_TIMES = ("day", "week", "month")
_ITEMS_ON = r"line items?|items|positions|what(?:'s| is| was| were) (?:on|in) (?:the|our|their|its)"
_ITEMS = (
    r"items?|lines?|details?|positions?|what is on|what's on|for what|what for|breakdown|contents?|"
    r"what (?:was|is|are) (?:\S+ )?(?:\S+ )?(?:for|in it)"
)
_OTHER_SUBJECT = r"tasks?|to-?dos?|milestones?|deadlines?|deliverables?|hours?|time|timesheets?"


_CUES = (
    ("invoices?|invoicing|bills(?! out)", 6),
    ("(?:which|what|whose|how many) (?:of (?:the|our) )?(?:\\w+ )?invoices", 4),
    ("(?:did|do|have|has|are|were) we\\b.*\\b(?:bill|billed|billing|invoiced?)", 6),
    ("waiting (?:on|for)|wait for|payers?|billing|sales", 6),
    ("(?:did|have) we (?:send|sent|issued?|raised?)|what (?:did|have) we sen[dt]", 7),
    ("expect(?:ed|ing)?\\b.*\\b(?:come|coming|in|paid)|money|cash", 6),
    ("amounts? (?:open|outstanding|due)|open (?:amounts?|balances?|bills)", 6),
    ("(?:still |left )?un-?settled|unsettled|past due|age?ing|receivables", 6),
    ("in the red|(?:clients?|customers?|who) .*behind|(?:over-?due|late) by", 5),
    ("(?:clients?|customers?) (?:that |who )?(?:are|is) (?:\\w+ )?(?:late|over-?due)", 8),
    ("(?:get|got|getting) (?:billed|invoiced)", 6),
    ("owes?|owed|owing|receivables?|revenue|turnover|in arrears|debts?|debtors?", 6),
    ("unpaid|outstanding", 3),
    ("outstanding|unpaid|payments|paid|(?:not|n't) pay|pay(?:s|ing)?", 4),
    ("settled?|chas(?:e|ing)", 4),
    ("invoiced|billed|payment", 2.5),
    ("overdue|past due|late|behind (?:on|with)", 2.5),
    ("drafts?", 2),
    (_BILL, 6),
    (_MISSING, 5),
    (_IN_TIME, 10),
    (
        "how much (?:money )?(?:is|will be|falls?|becomes?) (?:not |still |yet )*(?:due|late|"
        "over-?due)",
        8,
    ),
    (rf"how much {_TO_COME}", 6),
    ("(?:any|all|our|which|what|the) drafts|reminders?|dunning|delinquent|in default", 4),
    ("(?:bring|brings|brought|bringing) in|brought us|earn(?:s|ed)?", 7),
    ("(?:we|did we|have we|was|were|been|has been) (?:invoiced?|billed?)", 4),
    ("how much (?:did|have|has) .*(?:bill|invoice|billed|invoiced)", 4),
    ("balances?", 4),
)


def _score(request: Request) -> float:
    if _asks_who_was_not_billed(request):
        return NAMED + 3 * SURE
    if "unbilled" in request.filters and (
        not request.says("invoices?") or request.says("hours?|time|entries|minutes|work")
    ):
        return 0.0
    score = points(request.plain, *_CUES)
    if request.says("(?:invoiced|billed) to") and not request.says(_OTHER_SUBJECT):
        score += 6
    if request.invoice_number:
        score += 4
    if "void" in request.filters and not request.says(_OTHER_SUBJECT):
        score += 6
    if request.currencies or "viewed" in request.filters:
        score += 4
    if request.measure == "sum" and any(mention.best("client") for mention in request.mentions):
        # "How much is Acme on the hook for?"
        score += 6 if "overdue" in request.filters else ENOUGH
    if _asks_who_owes_nothing(request):
        score += 10
    bounded = request.threshold and not request.threshold.unit
    if bounded and request.filters & {"open", "unpaid"} and not request.says("projects?|budgets?"):
        score += 6
    late = "overdue" in request.filters and not request.says(_OTHER_SUBJECT)
    if late and request.threshold and request.threshold.unit in _TIMES:
        score += 4
    placed = any(mention.best("project") > mention.best("client") for mention in request.mentions)
    if placed and not request.says(
        "invoices?|bills?|owes?|un-?paid|outstanding|paid|pay|payments?|billed|invoiced|settled?"
    ):
        score -= 3
    if request.says(_OTHER_SUBJECT) and not request.says("invoices?"):
        score -= 4
    return score


def _asks_who_owes_nothing(request: Request) -> bool:
    return _asks_clients(request) and request.says(_NOTHING_OWED)


def _asks_who_was_not_billed(request: Request) -> bool:
    other = request.says(_OTHER_SUBJECT) or request.says("projects?|work")
    return not other and _asks_clients(request) and request.says(_NOT_BILLED)


def _asks_clients(request: Request) -> bool:
    """Whether clients are looked for, none of them named."""
    asked = request.says("which clients?|which customers?|who|whom|clients|customers|anyone")
    return asked and not any(mention.best("client") for mention in request.mentions)


def _owe_nothing(desk: Desk, request: Request) -> Reply:
    """The active clients without an unpaid invoice, or without any."""
    query = read_query(desk, request, "client", lean="past")
    state = "issued" if _asks_who_was_not_billed(request) else "unpaid"
    query = replace(query, filters=frozenset((state,)), group="client", measure="list")
    clients = [entry for entry in desk.entries("client") if entry.kind == "client" and entry.active]
    reading = desk.read_all(invoice_call(query, request.calendar.today))[0]
    text = nothing_owed_answer(query, clients, reading)
    return query.heeding("currencies").reply("invoices", text)


def _handle(desk: Desk, request: Request) -> Reply:
    if request.invoice_numbers:
        return _numbered(desk, request)
    if _asks_who_owes_nothing(request) or _asks_who_was_not_billed(request):
        return _owe_nothing(desk, request)
    titled = by_title(desk, request)
    if titled:
        return titled
    lean: Lean = "near" if request.says(_TO_COME) else "past"
    query = read_query(desk, request, "client", "project", lean=lean)
    query = _as_said(request, query)
    if query.wants("share"):
        return _share(desk, query, of_all=request.says(_OF_ALL))
    if _wants_both(query):
        return _settled(desk, query)
    if len(query.periods) > 1 or (query.scope.others and query.wants("comparison")):
        return _sides(desk, request, query)
    queries = query.each()
    today = request.calendar.today
    more = {"with_items": True} if request.says(_ITEMS_ON) else {}
    calls = [invoice_call(one, today) for one in queries]
    readings = desk.read_all(*(replace(call, args=call.args | more) for call in calls))
    lateness = query.wants("average") and request.says(_LATENESS)
    told = lateness_answer if lateness else invoice_answer
    texts = [told(one, reading) for one, reading in zip(queries, readings, strict=True)]
    if len(queries) > 1 and (query.measure == "sum" or request.says("together|combined")):
        texts = [together_answer(queries[0], readings), *texts]
    heeded = ["currencies", "average", *_bound(query)]
    return query.heeding(*heeded).reply("invoices", "\n".join(texts), each=True)


def _wants_both(query: Query) -> bool:
    """What is paid and what is not: "billed, paid, open", "how much have they paid on it"."""
    if "paid" not in query.filters or query.group or query.order:
        return False
    both = "unpaid" in query.filters
    return (both and query.measure != "yes-no") or (query.measure == "sum" and not query.due)


def _bound(query: Query) -> list[str]:
    """The threshold where it was applied, to invoices or to clients."""
    threshold = query.threshold
    if not threshold:
        return []
    counted = by_clients(query) and threshold.unit == "invoice"
    also = ["also"] if query.also and can_bound(query.also) else []
    return ["threshold", *also] if counted or can_bound(threshold) else []


def _as_said(request: Request, query: Query) -> Query:
    """What the words of invoices imply: who is ranked, what was issued, which state is meant."""
    if request.says(_PAID_LATE):
        # What is paid is late no more, and its row does not tell when it was paid.
        notes = (*query.notes, "I cannot tell which of them were paid late.")
        paid = query.filters - {"overdue"} | {"paid"}
        query = replace(query, filters=paid, measure="list", notes=notes)
    if "open" in query.filters or request.says(_MISSING):
        # A draft is not open, it is not even sent.
        query = replace(query, filters=query.filters - {"open"} | {"unpaid"})
    clients = request.says("who|whom|clients?|customers?|debtors?|compan(?:y|ies)|accounts?|whose")
    if {"draft", "unpaid"} <= query.filters and request.says("drafts?") and not query.period:
        # Both are the active ones; "drafts waiting" are drafts.
        both = request.says(_AND_DRAFTS)
        query = replace(query, filters=query.filters - {"unpaid", "draft" if both else ""})
    if "billed" in query.filters and query.measure == "yes-no":
        query = replace(query, filters=query.filters - {"billed"} | {"issued"})
    if request.says(_NOT_IN_TIME) and not query.scope.client:
        query = replace(query, filters=query.filters - {"unpaid", "paid"} | {"overdue"})
    if query.filters & {"unpaid"} and request.says("(?:over-?due|late) or not"):
        query = replace(query, filters=query.filters - {"overdue"})
    if request.says(_OPEN_AND_LATE):
        query = replace(query, filters=query.filters - {"overdue"})
    if query.period and request.says(_TO_COME):
        query = replace(query, due=query.period, period=None, periods=())
    if query.due and query.measure == "sum" and request.says(_IF_ALL_PAY):
        query = replace(query, group="")
    if query.due and not query.filters & _STATES:
        query = replace(query, filters=query.filters | {"unpaid"})
    if query.group == "status":
        query = replace(query, filters=query.filters | {"all"})
    listed = re.match(rf"(?:{_LISTING} )*(?:clients?|customers?|debtors?)\b", request.command)
    if listed and not query.group and not query.order:
        query = replace(query, group="client")
    if query.period and request.says(_TURNED):
        # Due the day before is late from the day on.
        query = replace(query, due=_day_before(query.period), period=None, periods=())
    if request.says("age?ing|aged|by age"):
        query = replace(query, group="aging", filters=query.filters | {"unpaid"})
    if (
        request.says(r"chas(?:e|ing)|reminders?|dunning|(?:worst|bad|late|slow) payers?")
        and not query.order
    ):
        query = replace(query, order=Order("lateness", down=True, top=None), group="invoice")
    late = "overdue" in query.filters or (query.order and query.order.by == "lateness")
    if late and query.period and query.period.single == request.calendar.today:
        query = replace(query, period=None, periods=())  # late today, whenever it was written
    issued = query.period or query.scope.project or query.measure == "sum"
    issued = issued or request.says("sent to|(?:been|get|got) (?:billed|invoiced)")
    if query.filters & {"sent", "billed"} and issued:
        # "Sent in October" means issued then; most of those are paid by now.
        query = replace(query, filters=query.filters - {"sent", "billed"} | {"issued"})
    if late and by_clients(query) and request.says(_HOW_LONG):
        late_first = Order("lateness", down=True, top=None)
        query = replace(query, group="", order=query.order or late_first)
    if query.group in ("", "invoice") and request.says(_HOW_MANY_CLIENTS):
        query = replace(query, group="client")
    owes_in_all = query.scope.client and query.measure == "yes-no" and "unpaid" in query.filters
    if (
        query.threshold
        and (clients or owes_in_all)
        and not query.group
        and not request.says("invoices?|bills?")
    ):
        query = replace(query, group="client")
    if query.wants("average") and not query.filters & _STATES:
        query = replace(query, filters=query.filters | {"issued"})
    ever = query.period or request.says("so far|to date|yet")
    ever = ever or "all" in query.filters
    if query.order and query.order.by == "size" and ever and not query.filters & _STATES:
        query = replace(query, filters=query.filters - {"all"} | {"issued"})
    if request.says(r"last|latest|most recent") and query.order and not query.filters & _STATES:
        # The last invoice there is may be paid by now.
        query = replace(query, filters=query.filters | {"all"})
    one = request.says(_ONE_OF_THEM) and not request.says("(?:by|per|each) (?:client|customer)s?")
    if one and query.order:
        query = replace(query, group="invoice")
    return as_meant(query, about_clients=clients and not one)


def _day_before(period: Period) -> Period:
    day = timedelta(days=1)
    first, last = period.first and period.first - day, period.last and period.last - day
    return Period(first, last)


def _numbered(desk: Desk, request: Request) -> Reply:
    query = read_query(desk, request, "client", lean="past")
    numbers = request.invoice_numbers[:MOST_NUMBERS]
    wants_items = request.says(_ITEMS)
    more: dict[str, Any] = {"with_items": True} if wants_items else {}
    readings = _by_number(desk, numbers, more)
    on_time = request.says("on time|in time|punctual(?:ly)?|late")
    text = numbered_answer(query, numbers, readings, on_time=on_time)
    left = [f"I did not look up {number}." for number in request.invoice_numbers[MOST_NUMBERS:]]
    text = "\n".join([text, *left])
    reply = query.heeding("periods", "currencies").reply("invoices", text)
    rows = [row for reading in readings for row in reading.rows]
    if len(rows) == 1:  # what "it" and "they" are from now on
        reply.memory["query"]["scope"] |= _records_of(rows[0])
    return reply


def _records_of(row: dict[str, Any]) -> dict[str, Any]:
    """The invoice and its client, as a query about them would note them."""
    number, client = str(row["number"]), str(row.get("client") or "")
    found = {"invoice": reference("invoice", row["id"], number)}
    if client:
        found["client"] = reference("client", row.get("client_id"), client)
    return found


def _by_number(desk: Desk, numbers: list[str], more: dict[str, Any]) -> list[Reading]:
    """The invoices of each number; "INV42" may be "INV-0042" in Paymo, so its digits find it."""

    def call(number: str) -> Call:
        return Call("list_invoices", {"number": number, "status": "all", **more})

    readings = desk.read_all(*map(call, numbers))
    again = {
        place: call(digits[1])
        for place, number in enumerate(numbers)
        if not readings[place].count and (digits := re.fullmatch(r"[A-Za-z]+(\d+)", number))
    }
    found = dict(zip(again, desk.read_all(*again.values()), strict=True))
    return [found.get(place, reading) for place, reading in enumerate(readings)]


def _share(desk: Desk, query: Query, *, of_all: bool) -> Reply:
    """A part of a whole: of all clients one, of what is owed the late, of the issued the paid."""
    placed = query.scope.client or query.scope.project
    if placed and (of_all or not query.filters & _PARTS):
        whole = replace(query, scope=Scope())
        part, what = query, (query.scope.project or query.scope.client)
        label = what.name if what else ""
    elif query.group in ("client", "user"):
        part, whole, label = query, query, ""
    else:
        part, whole, label = _state_of_whole(query)
    today = desk.context.calendar.today
    if part is whole:
        reading = desk.read_all(invoice_call(query, today))[0]
        text = invoice_answer(query, reading)
    else:
        readings = desk.read_all(invoice_call(part, today), invoice_call(whole, today))
        text = share_answer(part, whole, readings[0], readings[1], label)
    return query.heeding("share", "currencies", *_bound(query)).reply("invoices", text)


def _settled(desk: Desk, query: Query) -> Reply:
    """What was paid of the invoices that went out, and what is still to be paid."""
    issued = replace(query, filters=query.filters - {"paid", "unpaid"} | {"issued"})
    reading = desk.read_all(invoice_call(issued, desk.context.calendar.today))[0]
    heeded = ("comparison", "currencies", *_bound(query))
    return query.heeding(*heeded).reply("invoices", settled_answer(issued, reading))


def _state_of_whole(query: Query) -> tuple[Query, Query, str]:
    filters = query.filters
    if "overdue" in filters:
        whole = replace(query, filters=filters - {"overdue"} | {"unpaid"})
        return query, whole, "overdue"
    for state in ("paid", "unpaid", "draft", "void", "viewed"):
        if state in filters:
            part = replace(query, filters=filters - {"issued", "all"})
            rest = filters - {state} | ({"issued"} if state in ("paid", "unpaid") else {"all"})
            return part, replace(query, filters=rest), state
    return query, query, ""


def _sides(desk: Desk, request: Request, query: Query) -> Reply:
    """Several periods or clients side by side, with the difference where there are two."""
    sides = query.sides()
    if not query.filters & {"unpaid", "overdue", "paid", "draft", "void", "partly"}:
        issued = query.filters | {"issued"}
        sides = [(label, replace(one, filters=issued)) for label, one in sides]
    today = request.calendar.today
    readings = desk.read_all(*(invoice_call(one, today) for _, one in sides))
    counted = query.measure == "count" or request.says(r"(?:more|fewer|less) invoices")
    built = [
        invoice_side(label, one, reading, counted=counted)
        for (label, one), reading in zip(sides, readings, strict=True)
    ]
    asks = Asked(direction(request, query), winner(request))
    states = {"unpaid": "still to be paid", "overdue": "overdue"}
    word = next((states[n] for n in ("overdue", "unpaid") if n in query.filters), "invoiced")
    when = "" if len(query.periods) > 1 else query.when
    what = joined(["invoices" if counted else word, when], " ")
    text = sides_answer(built, what=what, asked=asks)
    text += caveats(readings)
    heeded = ("periods", "comparison", "currencies", *_bound(query))
    return query.heeding(*heeded).reply("invoices", text, each=True)


INTENT = Intent(
    name="invoices",
    score=_score,
    handle=_handle,
    kinds=("client", "project"),
    tool="list_invoices",
    continues=True,
    subject="invoices",
    examples=(
        "Which invoices are overdue?",
        "How much does Acme owe us?",
        "Show all invoices of Acme from last quarter",
        "Has invoice 2026-014 been paid?",
        "Which client owes the most?",
        "List the draft invoices",
    ),
)
