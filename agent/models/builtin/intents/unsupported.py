"""Changes that no tool makes, and what belongs to other programs: one plain sentence each."""

from __future__ import annotations

import re

from agent.models.builtin.answers.refusals import cannot
from agent.models.builtin.desk import LISTS, Desk
from agent.models.builtin.intents.intent import COMMAND, Intent
from agent.models.builtin.intents.orders import Order, instruction, order_in
from agent.models.builtin.intents.smalltalk import ABILITIES
from agent.models.builtin.intents.task_wishes import asks_attribute
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request
from agent.models.builtin.text.fold import fold, words_in

# "How do I change my password?"
_HOW = re.compile(r"how (?:do|can|could|would|should|to) (?:i |we |you |one )?(?P<doing>\w.*)")
# What was done to records, and by whom, no tool tells.
_HISTORY = re.compile(
    r"^(?:who|when|why)\b.*\b(?:deleted|removed|renamed|changed|modified|erased|approved)\b"
    r"(?!.*\bhow (?:long|much time|many hours))|"
    r"\b(?:deleted|erased|trashed) (?:tasks?|invoices?|projects?|clients?|entr|time|milestones?|"
    r"users?|people|things|records|items)|"
    # "Did Acme get a reminder?"
    r"^(?:did|has|have|was|were|when|who)\b.*\b(?:get|got|received?|sent|write|written|"
    r"e-?mailed)\b.*"
    r"\b(?:reminders?|e-?mails?|messages?|letters?)\b"
)

_UNREAD = (
    r"expenses?|estimates?|quotes?|profit\w*|margins?|comments?|discussions?|attachments?|"
    r"(?<!on )files?|bookings?|recurring profiles?|payment methods?|holidays?|vacations?|"
    r"leave days|salar(?:y|ies)|exchange rates?"
)
_FILES = re.compile(
    r"(?:which|what|how many|any|list|show|open)(?: me)?(?: (?:the|all|of the))* "
    r"(?:files|attachments|attached files)\b"
)
# "Open invoices", "void invoices?" are those in that state, unless a number says which to void.
_STATES = re.compile(
    r"(?:open|draft|void|clear)(?: (?:and|or) \w+)? (?:invoices|bills|tasks|projects|amounts|"
    r"balances?|milestones|items|ones)\b"
)
_MAY_BE_NAME = re.compile(r"\W*[A-Z][a-z]+ [A-Z]")
_RECORD_NOUNS = (
    ("invoice", r"invoices?|bills?"),
    ("task", r"tasks?|to-?dos?"),
    ("budget", r"budgets?"),
    ("time", r"time entr(?:y|ies)|hours|entry|entries|timers?|timesheets?"),
    ("project", r"projects?"),
    ("client", r"clients?|customers?"),
    ("milestone", r"milestones?"),
    ("person", r"users?|people|persons?|employees?|colleagues?"),
    ("estimate", r"estimates?|quotes?|offers?"),
    ("expense", r"expenses?"),
)
_OF_KIND = {"client": "client", "project": "project", "user": "person", "task": "task"}
_INSTEAD = {
    "budget": "I can show what a project has used of its budget.",
    "invoice": "I can list invoices with what is due, and create a follow-up task for one.",
    "task": "I can list tasks and create new ones.",
    "time": "I can log new time and show what is logged.",
    "project": "I can show projects in detail and add tasks to them.",
    "client": "I can list clients, their projects and what they owe.",
    "milestone": "I can show when milestones are due and whether they are done.",
    "person": "I can show people, their tasks and their time.",
}
_TASK_INSTEAD = "I can create a task for somebody, log time and look things up."
_MOVES = re.compile(
    r"(?:add|put|assign|invite|bring|take|remove|staff)\s+\x01+\s+(?:to|on|onto|from|off|in)\b"
)


def _moves_person(request: Request) -> bool:
    """ "Add Anna to the Intranet": who is on a project is not ours to change."""
    start = request.plain.find(request.command[:20]) if _MOVES.match(request.command) else -1
    first = next((m for m in request.mentions if start >= 0 and m.span[0] > start), None)
    return first is not None and first.best("user") > 0 and not request.says("tasks?|to-?dos?")


def _order(request: Request) -> Order | None:
    if _STATES.match(request.command) and not request.invoice_numbers:
        return None
    if _moves_person(request):
        return instruction(request, "change", 34.0)
    return order_in(request)


def _score(request: Request) -> float:
    if _asked_how(request) or _HISTORY.search(request.command):
        return 33.0
    order = _order(request)
    if order:
        return order.points
    if _FILES.match(request.command):
        return COMMAND + 1
    return 9.0 if _asks_unread(request) else 0.0


def _asks_unread(request: Request) -> bool:
    """Whether a record is asked for that no tool reads. An estimate of a task, or of a project, is
    its budget of hours."""
    estimate = re.sub(r"\bestimates?\b", "", request.plain)
    inner = (
        asks_attribute(request)
        or request.says("its|their")
        or any(m.best("project") for m in request.mentions)
    )
    text = estimate if inner else request.plain
    return bool(words_in(_UNREAD).search(text)) and not request.says("tasks?|milestones?")


def _asked_how(request: Request) -> bool:
    """Whether it is asked how something is done that is done elsewhere."""
    how = _HOW.match(request.command)
    return how is not None and order_in(Request(how["doing"], request.calendar)) is not None


def _handle(desk: Desk, request: Request) -> Reply:
    if _MAY_BE_NAME.match(request.text):
        desk.entries(*LISTS)  # "Mark Olsen: how many hours?"
    if _HISTORY.search(request.command):
        return Reply(f"I cannot see what was changed, approved or sent, nor by whom. {ABILITIES}")
    order = _order(request)
    if order or _asked_how(request):
        return Reply(_refusal(request, order))
    unread = re.search(rf"\b(?:{_UNREAD})\b", request.plain)
    if not unread:  # whose name told it
        return Reply(_refusal(request, instruction(request, "change", 0.0)))
    desk.entries(*LISTS)  # a "Billing Portal" may be a project of that name
    said = re.search(rf"\b(?:{_UNREAD})\b", request.plain) or unread
    return Reply(f"I cannot look up {said.group()}. {ABILITIES}")


# "Correct it": what it is stands somewhere else.
_POINTS = re.compile(r"\W*\w+|\W*\w+(?: \w+)? (?:it|this|that|them|those|these)(?: in paymo)?\W*")


_IN_PAYMO = re.compile(r",? in paymo\b", re.IGNORECASE)


def _refusal(request: Request, order: Order | None) -> str:
    """What was asked for in the person's own words, or by the kind of record it is about."""
    said = request.as_typed(order.span) if order else ""
    said = _IN_PAYMO.sub("", said)
    noun = _noun(fold(said)) or _noun(request.plain) or _kind_named(request)
    sends = order is not None and order.kind == "send"
    instead = _INSTEAD.get(noun, _TASK_INSTEAD if sends else ABILITIES)
    if order and not order.told and not _POINTS.fullmatch(fold(said)):
        return f"{cannot(said, order.kind, ours=_is_ours(request, noun))} {instead}"
    what = {"": "that", "time": "time entries", "person": "people"}.get(noun, f"{noun}s")
    quoted = f' ("{said.strip()}")' if order and order.told else ""
    return f"I cannot change {what}{quoted}; that is done in Paymo itself. {instead}"


_OURS = (
    r"rates?|clock|deadlines?|due dates?|priorit\w+|passwords?|log-?ins?|rights|access|"
    r"permissions?|"
    r"address\w*|comments?|discounts?|vacations?|holidays?|admins?|guests?|managers?|accounts?|"
    r"templates?|statements?|receipts?|reports?|contacts?|(?:task )?lists?|time|vat|tax\w*|"
    r"amounts?|"
    r"in paymo|team"
)


def _is_ours(request: Request, noun: str) -> bool:
    """Whether an order is about a record of Paymo's, and so is done there."""
    return bool(noun or request.invoice_numbers or request.mentions or request.says(_OURS))


def _noun(folded: str) -> str:
    """The kind of record that is said first."""
    said = [(re.search(rf"\b(?:{words})\b", folded), name) for name, words in _RECORD_NOUNS]
    return min(((match.start(), name) for match, name in said if match), default=(0, ""))[1]


def _kind_named(request: Request) -> str:
    if request.invoice_numbers:
        return "invoice"
    named = next(iter(request.firm.mentions), None)
    return _OF_KIND.get(named.fits[0].entry.kind, "") if named and named.fits else ""


INTENT = Intent(
    name="unsupported",
    score=_score,
    handle=_handle,
    declines=True,
    examples=(
        "Delete the task Homepage wireframes",
        "Send invoice 12 to the client",
        "Book a meeting with the client",
        "Create an invoice for Acme",
    ),
)
