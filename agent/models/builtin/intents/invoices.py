"""Invoices: what was sent, what is paid, late or still owed, and by whom."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from agent.models.builtin.answers.invoice_clients import nothing_owed_answer, tax_line
from agent.models.builtin.answers.invoices import (
    invoice_answer,
    invoice_side,
    lateness_answer,
    settled_answer,
    share_answer,
    together_answer,
)
from agent.models.builtin.answers.one_invoice import TAXES, numbered_answer, particulars
from agent.models.builtin.answers.phrases import joined
from agent.models.builtin.answers.sides import Asked, sides_answer
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk, Reading, caveats
from agent.models.builtin.gathered import gathered
from agent.models.builtin.intents.intent import Intent
from agent.models.builtin.intents.invoice_cues import (
    asks_who_owes_nothing,
    score,
)
from agent.models.builtin.intents.invoice_meaning import (
    LATENESS,
    TO_COME,
    as_said,
)
from agent.models.builtin.intents.invoice_titles import by_title
from agent.models.builtin.invoice_rows import by_clients, can_bound, invoice_call
from agent.models.builtin.names.entry import reference
from agent.models.builtin.query import Query, direction, read_query, winner
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request
from agent.models.builtin.scope import Scope
from agent.models.builtin.text.dates import Lean

MOST_NUMBERS = 6
_PARTS = frozenset(("overdue", "paid", "draft", "void", "viewed"))
_OF_ALL = (
    r"of (?:our|all|the total|total|everything|what we)|belongs?|sits?|accounts? for|comes? from|"
    r"makes? up|stems? from|(?:is|are) (?:due to|with|from)"
)
_ITEMS_ON = r"line items?|items|positions|what(?:'s| is| was| were) (?:on|in) (?:the|our|their|its)"
_ITEMS = (
    r"items?|lines?|details?|positions?|what is on|what's on|for what|what for|breakdown|contents?|"
    r"what (?:was|is|are) (?:\S+ )?(?:\S+ )?(?:for|in it)"
)


def _owe_nothing(desk: Desk, request: Request) -> Reply:
    """The active clients without an unpaid invoice."""
    query = read_query(desk, request, "client", lean="past")
    query = replace(query, filters=frozenset(("unpaid",)), group="client", measure="list")
    clients = [entry for entry in desk.entries("client") if entry.kind == "client" and entry.active]
    reading = desk.read_all(invoice_call(query, request.calendar.today))[0]
    text = nothing_owed_answer(query, clients, reading)
    return query.heeding("currencies").reply("invoices", text)


def _handle(desk: Desk, request: Request) -> Reply:
    if request.invoice_numbers:
        return _numbered(desk, request)
    if asks_who_owes_nothing(request):
        return _owe_nothing(desk, request)
    titled = by_title(desk, request)
    if titled:
        return titled
    lean: Lean = "near" if request.says(TO_COME) else "past"
    query = gathered(desk, read_query(desk, request, "client", "project", lean=lean))
    query = as_said(request, query)
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
    lateness = query.wants("average") and request.says(LATENESS)
    told = lateness_answer if lateness else invoice_answer
    texts = [told(one, reading) for one, reading in zip(queries, readings, strict=True)]
    if len(queries) > 1 and (query.measure == "sum" or request.says("together|combined")):
        texts = [together_answer(queries[0], readings), *texts]
    if request.says(TAXES):
        texts += [tax_line(reading) for reading in readings]
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


def _numbered(desk: Desk, request: Request) -> Reply:
    query = read_query(desk, request, "client", lean="past")
    numbers = request.invoice_numbers[:MOST_NUMBERS]
    wants_items = request.says(_ITEMS)
    more: dict[str, Any] = {"with_items": True} if wants_items else {}
    readings = _by_number(desk, numbers, more)
    text = numbered_answer(query, numbers, readings, particulars(request))
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
    score=score,
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
