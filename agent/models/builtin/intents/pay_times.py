"""How long clients take to pay, and whether in time."""

from __future__ import annotations

from dataclasses import replace

from agent.compact import Condition, View
from agent.models.builtin.answers.pay_times import paid_late_answer, pay_time_answer
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.intents.intent import COMMAND, Intent
from agent.models.builtin.intents.invoice_titles import by_title
from agent.models.builtin.left_out import leaving_out
from agent.models.builtin.query import Query, date_args, read_query
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request

_PAY = (
    r"(?:pa(?:y|ys|id|ying)|settl(?:e|es|ed|ing)|(?:until|till|for|before|to) (?:\w+ )?payments?)"
)
_HABIT = r"(?:usually|always|normally|generally|often|typically|on average|tend(?:s|ed)? to|ever)"
_SOON = r"(?:on time|in time|late|early|prompt(?:ly)?|punctual(?:ly)?)"
_SPEED = r"(?:fast(?:er|est)?|quick(?:ly|er|est)?|slow(?:ly|er|est)?|soon(?:er|est)?|prompt(?:ly)?)"
# "How long do they take to pay", "the slowest payers", "do they usually pay on time".
_ASKS_SPEED = (
    rf"how (?:long|many days|much time|late|punctual(?:ly)?|{_SPEED})\b[^?]*\b{_PAY}|"
    rf"(?:who|which|what|clients?|customers?|they|\x01)\b[^?]*\b{_PAY}(?: \w+){{0,2}}? (?:the )?"
    rf"(?:{_SPEED}|most (?:\w+ly|late))|"
    rf"(?:{_SPEED}|promptest|most \w+|best|punctual|good|bad|reliable)"
    rf"(?: \w+)? (?:payers?|to pay)|(?:slow|prompt|good|bad) (?:at|in|with) (?:paying|"
    rf"payments?)|{_HABIT} {_PAY}\b[^?]*\b{_SOON}|{_PAY} {_SOON} {_HABIT}|"
    r"(?:payment|paying) (?:times?|speed|delays?|behaviou?rs?|habits?|moral\w*|discipline|record)|"
    r"dso|days sales outstanding|(?:time|days?)(?: \w+){0,3} to pay(?:ment)?|"
    r"(?:take|takes|took|taking|need|needs|needed) (?:\S+ ){0,4}to (?:pay|settle)"
)
_PAID_LATE = (
    rf"{_HABIT} (?:\w+ )?(?:late|slow|behind) (?:with|in|at|on) (?:\w+ )?pay(?:ing|ments?)|"
    rf"{_PAY}(?: (?:us|me|them|it|their \w+|its \w+|our \w+|an? \w+|\w*invoices?))? "
    r"(?:(?:too|very|always|usually|often) )?(?:late|after (?:the |their |its )?(?:due|deadline|"
    r"term)|with (?:an? )?delay|(?:past|beyond) (?:the |their |its )?(?:due|deadline|term))"
)
_PAID_IN_TIME = (
    rf"{_PAY}\b[^?]*\b(?:on time|in time|punctual(?:ly)?|before (?:the |their |its )?due)"
)
# What is not paid has no day of payment.
_OPEN = (
    r"been (?:waiting|open|sitting|lying|pending|due)|not|\w+n't|never|nobody|un-?paid|outstanding|"
    r"owed?|owes|owing|will|would|still|yet|if"
)
_OF_WORK = r"work(?:ed|ing)?|log(?:ged)?|spen[dt]|hours|tasks?|track(?:ed)?|entries"
_FAST = r"fast\w*|quick\w*|soon\w*|prompt\w*|best|punctual\w*|shortest"
_SLOW = r"slowest|longest|latest|worst|most"


def _score(request: Request) -> float:
    if request.invoice_numbers or request.says(f"{_OPEN}|{_OF_WORK}"):
        return 0.0
    timed = request.says(f"{_ASKS_SPEED}|{_PAID_LATE}|{_PAID_IN_TIME}")
    return COMMAND - 1 if timed else 0.0


def _handle(desk: Desk, request: Request) -> Reply:
    titled = by_title(desk, request)
    if titled:
        return titled
    query = _as_said(request, read_query(desk, request, "client", "project", lean="past"))
    heeded = query.heeding("average", "since", "share", "comparison", "currencies")
    listed = request.says(_PAID_LATE) and not request.says(_ASKS_SPEED) and not query.wants("share")
    if listed and not query.scope.others:
        reading = desk.read_all(_call(query, Condition("paid_late", "over", 0)))[0]
        return heeded.reply("pay_times", paid_late_answer(query, reading))
    queries = query.each()
    readings = desk.read_all(*map(_call, queries))
    on_time = request.says(f"{_PAID_IN_TIME}|{_SOON}")
    texts = [
        pay_time_answer(one, reading, on_time=on_time)
        for one, reading in zip(queries, readings, strict=True)
    ]
    return heeded.reply("pay_times", "\n".join(texts), each=True)


def _as_said(request: Request, query: Query) -> Query:
    """Clients where clients are ranked: those that pay fastest take the least time."""
    ranked = request.says(rf"(?:{_FAST}|{_SLOW})") and not request.says("how")
    measure = query.measure if query.measure == "yes-no" else "list"
    if ranked and not query.scope.client:
        measure = "least" if request.says(_FAST) else "most"
    who = request.says("who|whom|clients?|customers?|compan(?:y|ies)|payers?")
    group = "client" if who and not request.says("which (?:\\w+ )?(?:invoices?|bills?)") else ""
    return replace(query, measure=measure, order=None, group=group)


def _call(query: Query, *where: Condition) -> Call:
    args = {**query.scope.ids(), "status": "paid", **date_args(query.period)}
    if query.currencies:
        where = (*where, Condition("currency", "in", list(query.currencies)))
    order = "-paid_late" if where else "-pay_days"
    return leaving_out(Call("list_invoices", args, View(where, order, by="client")), query)


INTENT = Intent(
    name="pay_times",
    score=_score,
    handle=_handle,
    kinds=("client", "project"),
    tool="list_invoices",
    continues=True,
    subject="how long clients take to pay",
    examples=(
        "How long does Acme usually take to pay?",
        "Which clients paid late this year?",
        "Who pays fastest?",
    ),
)
