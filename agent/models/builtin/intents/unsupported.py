"""Changes that no tool makes, and subjects that are not Paymo's: one plain sentence each."""

from __future__ import annotations

import re

from agent.models.builtin.desk import LISTS, Desk
from agent.models.builtin.intents.intent import COMMAND, Intent
from agent.models.builtin.intents.smalltalk import ABILITIES
from agent.models.builtin.intents.task_wishes import asks_attribute
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request
from agent.models.builtin.text.fold import words_in

_CHANGE_VERBS = (
    r"delete|remove|erase|cancel|update|change|edit|modify|rename|move|reassign|unassign|"
    r"complete|close|finish|archive|unarchive|reopen|restore|reschedule|postpone|extend|mark|set|"
    r"adjust|correct|fix|undo|approve|duplicate|copy|merge|upload|attach|invite|deactivate|clear|"
    r"stop|pause|start|void|write off|discount|convert|assign|turn|tick|check off|increase|"
    r"decrease|raise|reduce|swap|transfer|drop|wipe|get rid of|scrap|bin|trash|discard|ditch|"
    r"throw (?:away|out)|purge|revoke|reverse|revert|roll back|rollback|reset|overwrite|replace|"
    r"lock|unlock|hide|retitle|relabel|enable|disable|kick|nuke|lower|bump|cut|lift|trim"
)
_SEND = (
    r"send|e-?mail(?! (?:for|of|from|address|and|or)\b|\W*$)|mail(?! (?:of|address|and|or)\b|\W*$)|"
    r"message|text|notify|remind|chase|forward|share|"
    r"post|call|ping|dm|write to"
)
_PAY = r"pay|charge|refund|collect|transfer"
_MAKE = r"create|add|make|new|open|set up|generate|draft|prepare|raise|issue|write|build"
# What is created in Paymo itself alone: everything but tasks and time.
_NOT_CREATED = (
    r"clients?|customers?|projects?|invoices?|users?|employees?|people|person|colleagues?|"
    r"milestones?|task ?lists?|subtasks?|expenses?|estimates?|quotes?|payments?|contacts?|"
    r"bookings?|reports?|comments?|discussions?|files?|recurring profiles?|templates?|webhooks?|"
    r"e-?mails?|timers?|credit (?:notes?|memos?)|receipts?|refunds?|contracts?|proposals?|"
    r"(?:account )?statements?|dunning\w*|discounts?"
)
# "Register a payment of 5,000": what comes in is entered in Paymo itself.
_ENTERED = (
    r"(?:register|record|book|enter|log|post|add|note)\s+(?:an?|the|this|that|another|their)\s+"
    r"(?:\w+\s+){0,2}?(?:payments?|deposits?|credit (?:notes?|memos?)|refunds?|expenses?|receipts?|"
    r"holidays?|vacations?|sick days?|leave)\b"
)
# "The task should be deleted", "NF-332: mark as paid": the change behind what it is to happen to.
_CHANGED = r"(?:delet|remov|cancel|archiv|renam|mov|updat|eras|clos|reopen|reassign|void)"
_CHANGE_BEHIND = re.compile(
    r"^(?!which|what|who|how|when|why)[^?.:]*\b(?:should|must|needs? to|has to|have to|can|could|"
    rf"may|please)\b[^?.,:]{{0,40}}? (?:be|get) "
    rf"(?:{_CHANGED}\w*|marked|set|changed|edited)\b|[:,-] +(?:please )?(?:(?:{_CHANGED}e?l?)"
    r"(?: (?:it|this|that|them))?\W*$|"
    r"mark (?:it |this |that |[\w-]+ )?as (?:paid|done|complete\w*|sent)\b)"
)
# "Put Rafael back to active", "take the project off hold".
_STATE_SET = re.compile(
    r"(?:put|bring|take|switch|flip|set|turn)\b[^?.]{0,40}\b(?:back|on hold|off hold|(?:in)?to "
    r"(?:active|inactive|archived?|done|paid|sent|complete\w*|closed|draft)|live again)\b"
)
# "Make the Grade task urgent": what there is already.
_MADE_SO = re.compile(
    r"make (?:the|this|that|it|all|my|our|\x01)(?! \w+ (?:called|named|titled)).{0,60}? "
    r"(?:urgent|critical|(?:high|low|top)[ -]priority|(?:non-?)?billable|inactive|active|private|"
    r"public|recurring)\W*$"
)
# "How do I change my password?"
_HOW = re.compile(
    rf"how (?:do|can|could|would|should|to) (?:i |we |you |one )?"
    rf"(?:{_CHANGE_VERBS}|{_SEND}|{_PAY})\b|"
    rf"how (?:do|can|could|would|should|to) (?:i |we |you |one )?(?:{_MAKE})\s+(?:\w+\s+){{0,3}}?"
    rf"(?:{_NOT_CREATED})\b"
)
# What was done to records, and by whom, no tool tells.
_HISTORY = re.compile(
    r"^(?:who|when|why)\b.*\b(?:deleted|removed|renamed|changed|modified|erased)\b"
    r"(?!.*\bhow (?:long|much time|many hours))|"
    r"\b(?:deleted|erased|trashed) (?:tasks?|invoices?|projects?|clients?|entr|time|milestones?|"
    r"users?|people|things|records|items)"
)

_UNREAD = (
    r"expenses?|estimates?|quotes?|profit\w*|margins?|comments?|discussions?|attachments?|files?|"
    r"bookings?|recurring profiles?|payment methods?|holidays?|vacations?|leave days|"
    r"salar(?:y|ies)|exchange rates?"
)
# "Open invoices", "void invoices?" are those in that state, unless a number says which to void.
_STATES = re.compile(
    r"(?:open|draft|void|clear)(?: (?:and|or) \w+)? (?:invoices|bills|tasks|projects|amounts|"
    r"balances?|milestones|items|ones)\b"
)
_MAY_BE_NAME = re.compile(r"\W*[A-Z][a-z]+ [A-Z]")
# "Set up a task", "assign a new task to Anna", "raise a task", "send me the list".
_NEVERTHELESS = re.compile(
    r"(?:set up|start|raise|assign|finish|post) (?:(?:an? |another |new )*tasks?\b|something\b)"
    r"|share of\b|(?:send|text|e-?mail|remind|message) me\b"
)
_RECORD_NOUNS = (
    ("invoice", r"invoices?"),
    ("task", r"tasks?|to-?dos?"),
    ("budget", r"budgets?"),
    ("time", r"time entr(?:y|ies)|hours|entry|entries|timer"),
    ("project", r"projects?"),
    ("client", r"clients?|customers?"),
    ("milestone", r"milestones?"),
    ("person", r"users?|people|person|employees?|colleagues?"),
    ("estimate", r"estimates?|quotes?"),
    ("expense", r"expenses?"),
)
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
# "Book a meeting", "arrange a call": what has a place in no tool.
_ARRANGE = (
    r"(?:book|schedule|arrange|plan|set up|organi[sz]e|reserve|order|buy|invite)\b[^?]*\b"
    r"(?:meetings?|calls?|appointments?|rooms?|tables?|tickets? for|flights?|taxi|coffee|lunch|"
    r"holidays?|vacations?|time off|leave|trips?)\b"
)
_RIGHTS = (
    r"(?:make|promote|set|turn)\b[^?]*\b(?:an? )?(?:admins?|administrators?|guests?|managers?)\b"
)


_GRANT = (
    r"(?:give|grant|offer)\b[^?]*\b(?:days? off|raise|bonus|access|permissions?|rights?|discount|"
    r"promotion)\b"
)
_MOVES = re.compile(
    r"(?:add|put|assign|invite|bring|take|remove|staff)\s+\x01+\s+(?:to|on|onto|from|off|in)\b"
)


# The same where names are not told apart any more.
_MOVES_SOMEBODY = re.compile(
    r"(?:add|put|assign|invite|bring|staff)\s+\S+(?: \S+)?\s+(?:to|on|onto|in)\b"
)


def _moves_person(request: Request) -> bool:
    """ "Add Anna to the Intranet": who is on a project is not ours to change."""
    start = request.plain.find(request.command[:20]) if _MOVES.match(request.command) else -1
    first = next((m for m in request.mentions if start >= 0 and m.span[0] > start), None)
    return first is not None and first.best("user") > 0 and not request.says("tasks?|to-?dos?")


def _score(request: Request) -> float:
    command = request.command
    if re.match(_GRANT, command) or _moves_person(request):
        return 34.0
    if _STATES.match(command) and not request.invoice_numbers:
        return 0.0
    if re.match(_ENTERED, command) and not request.durations:
        return 34.0
    if _MADE_SO.match(command) and not request.quotes:
        return 41.0
    if _STATE_SET.match(command) and not request.durations:
        return 34.0
    if _HOW.match(command):
        return 33.0
    if _HISTORY.search(command) and not re.match(_MAKE, command):
        return 33.0
    if _CHANGE_BEHIND.search(request.plain) and not re.match(rf"(?:{_MAKE}|log|book)\b", command):
        return 33.0
    if re.match(_RIGHTS, command) or (re.match(_ARRANGE, command) and not request.durations):
        return 33.0
    timed = request.durations and re.match(rf"(?:{_MAKE}) (?:\S+ )?(?:\d|half|an? h|\W)", command)
    made = (
        rf"(?!new (?:\w+ )?\w+s\b)(?:{_MAKE})\s+(?:\w+\s+){{0,3}}?"
        rf"(?:{_NOT_CREATED})\b(?!\s+tasks?\b)"
    )
    if not timed and re.match(made, command):
        return 31.0 if not re.match(r"(?:\w+\s+){1,3}(?:tasks?|to-?dos?|entr)", command) else 0.0
    told = re.match(
        rf"(?:{_CHANGE_VERBS}|{_SEND}|{_PAY})\b(?!'s|\s*[:,]|-\w)"
        r"(?! (?:[\w']+ )?(?:did|do|has|had|is|was|spent|worked|log|logged)\b)"
        r"(?! [\w'-]+\s*:(?!\d))"
        r"(?! (?:and|&) \w+ (?:each |both )?(?:did|had|spent|worked|logged)\b)",
        command,
    )
    if told and not _NEVERTHELESS.match(command):
        return 35.0
    if re.match(r"(?:sync|synchroni[sz]e|export|import|download|push|upload|connect)\b", command):
        return 31.0
    return 9.0 if _asks_unread(request) else 0.0


def _asks_unread(request: Request) -> bool:
    """Whether a record is asked for that no tool reads. An estimate of a task, or of a project, is
    its budget of hours."""
    estimate = re.sub(r"\bestimates?\b", "", request.plain)
    inner = asks_attribute(request) or any(m.best("project") for m in request.mentions)
    text = estimate if inner else request.plain
    return bool(words_in(_UNREAD).search(text)) and not request.says("tasks?|milestones?")


def _handle(desk: Desk, request: Request) -> Reply:
    if _MAY_BE_NAME.match(request.text):
        desk.entries(*LISTS)  # "Mark Olsen: how many hours?"
    if _HISTORY.search(request.command):
        return Reply(f"I cannot see what was changed or deleted, nor by whom. {ABILITIES}")
    unread = re.search(rf"\b(?:{_UNREAD})\b", request.plain)
    if unread and _score(request) < COMMAND:
        # A "Billing Portal" may be a project of that name.
        desk.entries(*LISTS)
    if unread and _score(request) < COMMAND:
        return Reply(f"I cannot look up {unread.group()}. {ABILITIES}")
    noun = next(
        (name for name, words in _RECORD_NOUNS if re.search(rf"\b(?:{words})\b", request.plain)), ""
    )
    instead = _INSTEAD.get(noun, ABILITIES)
    return Reply(f"{_refusal(request, noun)} {instead}")


def _refusal(request: Request, noun: str) -> str:
    command = request.command
    what = {"": "that", "time": "time entries", "person": "people"}.get(noun, f"{noun}s")
    if re.match(r"sync|synchroni[sz]e|export|import|download|push|upload|connect", command):
        return "I cannot do that in this conversation."
    if re.match(rf"(?:{_SEND})\b", command):
        what = "messages" if what == "that" else f"{what} or messages"
        return f"I cannot send {what}; sending is done in Paymo itself."
    if re.match(rf"(?:{_PAY})\b", command):
        return "I cannot take or make payments."
    if re.match(_ENTERED, command):
        return "I cannot enter that; it is done in Paymo itself."
    if not re.match(rf"(?:{_CHANGE_VERBS}|{_MAKE}|{_RIGHTS})\b", command) and _CHANGE_BEHIND.search(
        request.plain
    ):
        return f"I cannot change {what}; that is done in Paymo itself."
    if request.says("timers?"):
        what = "timers"
    if _MOVES_SOMEBODY.match(command) and not noun:
        return "I cannot change who is on a project or a task; that is done in Paymo itself."
    if any(rule.match(command) for rule in (_HOW, _STATE_SET, _MADE_SO)):
        return f"I cannot change {what}; that is done in Paymo itself."
    told = re.match(_CHANGE_VERBS, command) or re.match(r"[a-z]+", command)
    verb = told.group() if told else "change"
    if re.match(rf"(?:{_MAKE})\b", command):
        return f"I cannot create {what}."
    return f"I cannot {verb} {what}; that is done in Paymo itself."


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
