"""Payments: what came in, from whom and when; not what is still owed, which invoices know."""

from __future__ import annotations

import re
from dataclasses import replace

from agent.compact import Condition, View
from agent.models.builtin.answers.invoices import invoice_answer
from agent.models.builtin.answers.payments import payment_side, payments_answer
from agent.models.builtin.answers.phrases import joined
from agent.models.builtin.answers.sides import Asked, sides_answer
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk, caveats
from agent.models.builtin.gathered import gathered
from agent.models.builtin.intents.intent import Intent
from agent.models.builtin.intents.invoice_titles import by_title
from agent.models.builtin.invoice_rows import invoice_call, within
from agent.models.builtin.left_out import leaving_out
from agent.models.builtin.query import Query, date_args, direction, read_query, winner
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request
from agent.models.builtin.text.asks import find_asks
from agent.models.builtin.text.dates.words import MONTH
from agent.models.builtin.text.fold import BLANK
from agent.models.builtin.text.numbers import SMALL
from agent.models.builtin.text.ordering import Order

_PAY = r"(?:pa(?:y|ys|id|yed|ying)|transfer(?:s|red)?|wired?)"
_MONEY = r"(?:payments?|money|cash|funds|transfers?(?! [a-z]+ing\b)|amounts?)"
_ARRIVE = r"(?:arriv(?:e|ed)|c[ao]me(?: in| through)?|land(?:ed)?|get here|got here|show(?:ed)? up)"
_WHEN = r"(?:when|(?:on )?(?:which|what) (?:day|date))\b"
_NOT_PAID = r"(?:invoiced|billed) (?:amounts?|totals?|sums?|value)"
_US = r"(?:did|have|has|do|were|was) we (?:\S+ )?"
_CUES = (
    rf"{_US}(?:get|got|gotten|been|be|receive|received|collect|collected)(?:\s+\S+){{0,2}} "
    rf"(?:paid|{_MONEY})",
    rf"{_US}(?:get|got|gotten|receive|received|collect|collected) (?:\S+ )?from",
    r"we (?:\S+ )?(?:got|were|been|get) paid",
    rf"{_MONEY} (?:\S+ ){{0,3}}?{_ARRIVE}",
    rf"{_MONEY} (?:\S+ ){{0,2}}?(?:(?:came|come|coming) in|received|collected|got in)",
    rf"(?:received|collected|incoming) {_MONEY}",
    r"(?:what|how much|anything)(?: \S+){0,3}? (?:came|come) in",
    rf"(?:did|have) (?:we|you) (?:receive|received|collect|collected)|{_MONEY} "
    r"(?:came |come |coming )?in",
    rf"(?:how much|{_MONEY})\b.*\b{_US}(?:get|got|gotten|receive|received|collect|collected|see|"
    r"seen|take|taken|bank|banked)",
    rf"who (?:has |have )?(?:\S+ )?{_PAY}(?: us)?",
    rf"(?:which|what) (?:clients?|customers?) (?:has |have )?{_PAY} (?:us|in|on|most|the)",
    rf"{_WHEN}[^?]*\b(?:{_PAY}|{_MONEY}|receive|received|credited)",
    r"(?:last|latest|most recent|previous|first|biggest|largest|smallest|all|any|recent) "
    rf"(?:{SMALL} )?payments?",
    r"payments? (?:from|by|of|in|on|since|this|last|history|received|over)",
    rf"(?:last|ever|already) {_PAY}|{_PAY} (?:us )?last",
    rf"(?:how much|what) (?:did|has|have|do|does)\b.*\b{_PAY}",
    r"(?:total|sum|all|everything|amounts?|what|how much)(?: \S+){0,2}? (?:received|collected)",
    r"income|takings|cash ?flow|(?:top|best|biggest|largest) payers?",
)
_NOT = (
    r"open|un-?paid|outstanding|owe[sd]?|owing|still|yet|behind|not|overdue|late|pending|awaiting|"
    r"due|expect(?:ed|ing)?|will|(?:are|is) (?:we|they|\x01+) (?:getting|going|paying)|going to|"
    r"gonna|should|next|terms?|hasn't|haven't|didn't|nobody|"
    r"methods?|up to date|reminders?|hours?|logged"
)
# "Were paid in June" tells when, "paid invoices from June" does not.
_PAID_THEN = re.compile(
    rf"\b(?:were|was|got|get|been)(?: (?:any|some|no|every)thing)? paid(?: \w+)?\s*{BLANK}"
)
# "Did they pay November?" asks of the invoices of that month, whenever the money came.
_PAID_MONTHS = re.compile(rf"\b{_PAY}(?: us)?(?: for)? (?:the |their |his |her )?{MONTH}")
# "Which invoices did Acme pay in June" as well.
_DID_PAY_THEN = re.compile(rf"\binvoices? (?:did|has|have)\b.*\b{_PAY}(?: us)?\s*{BLANK}")
_INVOICE_NEXT = re.compile(
    r"(?:'s)?\s+(?:[a-z]+ )?(?:invoices?|bills?|billings?|invoicing|sales)\b"
)
_INVOICE_OF = re.compile(r"\b(?:invoice|bill) (?:of|from|for|dated) [^,;?]{3,20}$")
LATEST = Order("age", down=True)
_TIMES = ("week", "month", "quarter", "year")


def _score(request: Request) -> float:
    if request.invoice_numbers or request.says(_NOT) or "partly" in request.filters:
        return 0.0
    if (
        _PAID_MONTHS.search(request.plain)
        or _dates_invoice(request)
        or "share" in dict(find_asks(request.unbound))
    ):
        return 0.0
    if request.says(_NOT_PAID) and not request.says("payments?|paid"):
        return 0.0
    if request.says("payments (?:that |which )?(?:came|come|coming|received|arrived)"):
        return 18.0
    if request.currencies and request.says("received|collected"):
        return 13.0
    invoices = request.says("invoices?|bills?") and not request.says("payments?|when")
    if request.says("|".join(_CUES)):
        return 7.0 if invoices else 13.0
    if _DID_PAY_THEN.search(request.undated):
        return 16.0
    if _PAID_THEN.search(request.undated):
        return 13.0
    told = request.says(rf"(?:did|has|have)\b.*\b{_PAY}|payments")
    if request.dates() and told and not invoices and not request.durations:
        return 13.0
    return 4.0 if request.says("payments") and not invoices else 0.0


def _dates_invoice(request: Request) -> bool:
    """Whether a day tells which invoice it is, not when it was paid: "the November invoice"."""
    return any(
        _INVOICE_NEXT.match(request.plain, mention.span[1])
        or _INVOICE_OF.search(request.plain[: mention.span[1]])
        for mention in request.dates()
    )


def _handle(desk: Desk, request: Request) -> Reply:
    titled = by_title(desk, request)
    if titled:
        return titled
    query = gathered(desk, read_query(desk, request, "client", "project", lean="past"))
    query = _as_said(request, query)
    if len(query.periods) > 1 or query.scope.others:
        return _sides(desk, request, query)
    heeded = ("currencies", *_bound(query))
    if query.measure == "yes-no" and query.scope.client:
        owing = replace(query, filters=frozenset(("unpaid",)), measure="list", group="", order=None,
                        period=None, periods=(), threshold=None)  # fmt: skip
        calls = _call(query), invoice_call(owing, request.calendar.today)
        reading, owed = desk.read_all(*calls)
        text = f"{payments_answer(query, reading)}\n{invoice_answer(owing, owed)}"
        return query.heeding(*heeded).reply("payments", text)
    reading = desk.read_all(_call(query))[0]
    return query.heeding(*heeded).reply("payments", payments_answer(query, reading))


def _as_said(request: Request, query: Query) -> Query:
    """The latest where it is asked when; clients where it is asked who."""
    order = query.order
    who = query.group == "user" or request.says("who|clients?|customers?|payers?")
    if order and order.by == "size" and who and not request.says("payments?"):
        # Clients by all that they paid, not their single payments.
        top = order.top if order.top != 1 else None
        measure = "most" if order.down else "least"
        order, query = None, replace(query, order=None, measure=measure, top=query.top or top)
    if not order and re.match(rf"(?:and |so )?{_WHEN}", request.command):
        query = replace(query, order=LATEST)
    if who or (query.measure in ("most", "least") and not order):
        query = replace(query, group="client")
    return query


def _bound(query: Query) -> list[str]:
    return ["threshold"] if query.threshold and not query.threshold.unit else []


def _call(query: Query) -> Call:
    """Every invoice of the client, whatever its day: an old one may be paid today."""
    where = [
        Condition("date", "from" if name == "date_from" else "to", day)
        for name, day in date_args(query.period).items()
    ]
    if query.currencies:
        where.append(Condition("currency", "in", list(query.currencies)))
    threshold = query.threshold
    if threshold and not threshold.unit:
        where += within("amount", threshold)
    by_size = query.order is not None and query.order.by == "size"
    up = query.order is not None and not query.order.down
    order = f"{'' if up else '-'}{'amount' if by_size else 'date'}"
    view = View(tuple(where), order, None, query.group if query.group in _TIMES else "", True)
    return leaving_out(Call("list_invoices", {**query.scope.ids(), "status": "all"}, view), query)


def _sides(desk: Desk, request: Request, query: Query) -> Reply:
    sides = query.sides()
    readings = desk.read_all(*(_call(one) for _, one in sides))
    built = [payment_side(label, reading)
             for (label, _), reading in zip(sides, readings, strict=True)]  # fmt: skip
    asks = Asked(direction(request, query), winner(request))
    when = "" if len(query.periods) > 1 else query.when
    text = sides_answer(built, what=joined(["received", when], " "), asked=asks)
    text += caveats(readings)
    heeded = ("periods", "comparison", "currencies", *_bound(query))
    return query.heeding(*heeded).reply("payments", text, each=True)


INTENT = Intent(
    name="payments",
    score=_score,
    handle=_handle,
    kinds=("client", "project"),
    tool="list_invoices",
    continues=True,
    subject="payments",
    examples=(
        "What payments came in this month?",
        "When did Acme last pay?",
        "Who paid in October?",
        "How much did we receive from Acme this year?",
    ),
)
