"""Changes that no tool makes, and subjects that are not Paymo's: one plain sentence each."""

from __future__ import annotations

import re

from agent.models.builtin.desk import Desk
from agent.models.builtin.intents.intent import Intent
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request

_CHANGE = (
    r"delete|remove|erase|cancel|update|change|edit|modify|rename|move|reassign|unassign|complete|close|"
    r"finish|archive|unarchive|reopen|restore|reschedule|postpone|extend|mark|set|adjust|correct|fix|undo|"
    r"approve|duplicate|copy|merge|upload|attach|invite|deactivate|clear|stop|pause|start|void|write off|"
    r"discount|convert|assign|turn|tick|check off|increase|decrease|raise|reduce|swap|transfer|drop|wipe"
)
_SEND = r"send|e-?mail|mail|message|text|notify|remind|chase|forward|share|post|call|ping|issue|dm|write to"
_PAY = r"pay|charge|refund|collect|transfer"
_MAKE = r"create|add|make|new|open|set up|generate|draft|prepare|raise|issue|write|build"
_OTHER = (
    r"clients?|customers?|projects?|invoices?|users?|employees?|people|person|colleagues?|milestones?|"
    r"task ?lists?|subtasks?|expenses?|estimates?|quotes?|payments?|contacts?|bookings?|reports?|comments?|"
    r"discussions?|files?|recurring profiles?|templates?|webhooks?|e-?mails?|timers?"
)
_ELSEWHERE = (
    r"weather|forecast|temperature|news|jokes?|poem|song|recipe|stock|stocks|bitcoin|crypto|translate|"
    r"translation|president|capital of|football|soccer|movie|film|flights?|hotels?|restaurants?|lunch|"
    r"e-?mails? to|my (?:e-?mails?|inbox|calendar)|slack|meeting room|google|wikipedia|who won|"
    r"meaning of life|write (?:me )?(?:a|an|some) (?:poem|song|story|essay|code|script|program)|python|"
    r"javascript|sql|math|square root|horoscope|traffic|time is it|what's the time|sing|dance"
)
_NOUNS = (
    ("invoice", r"invoices?"), ("task", r"tasks?|to-?dos?"), ("time", r"time entr(?:y|ies)|hours|entry|"
     r"entries|timer"), ("project", r"projects?"), ("client", r"clients?|customers?"),
    ("milestone", r"milestones?"), ("person", r"users?|people|person|employees?|colleagues?"),
    ("estimate", r"estimates?|quotes?"), ("expense", r"expenses?"),
)  # fmt: skip
_INSTEAD = {
    "invoice": "I can list invoices with what is due, and create a follow-up task for one.",
    "task": "I can list tasks and create new ones.",
    "time": "I can log new time and show what is logged.",
    "project": "I can show projects in detail and add tasks to them.",
    "client": "I can list clients, their projects and what they owe.",
    "milestone": "I can show when milestones are due and whether they are done.",
    "person": "I can show people, their tasks and their time.",
}
_FALLBACK = (
    "I can look up clients, projects, tasks, time, invoices, milestones and people, log time and create "
    "tasks."
)


def _score(request: Request) -> float:
    command = request.command
    if re.search(rf"\b(?:{_ELSEWHERE})\b", request.plain) and not request.mentions:
        return 21.0
    if re.match(rf"(?:{_MAKE})\s+(?:\w+\s+){{0,3}}?(?:{_OTHER})\b(?!\s+tasks?\b)", command):
        return 31.0 if not re.match(r"(?:\w+\s+){1,3}(?:tasks?|to-?dos?|entr)", command) else 0.0
    if re.match(rf"(?:{_CHANGE})\b(?! (?:an? |another |new )+tasks?\b)", command) and not re.match(r"(?:set up|start|raise) (?:a |an )?(?:new )?"
                                                               r"tasks?\b", command):  # fmt: skip
        return 35.0
    if re.match(rf"(?:{_SEND}|{_PAY})\b(?! me to\b)", command) and not re.match(r"(?:send|give|text) me\b",
                                                                                command):  # fmt: skip
        return 35.0
    if re.match(r"(?:sync|synchroni[sz]e|export|import|download|push|upload|connect)\b", command):
        return 31.0
    return 0.0


def _handle(desk: Desk, request: Request) -> Reply:
    noun = next(
        (name for name, words in _NOUNS if re.search(rf"\b(?:{words})\b", request.plain)), ""
    )
    instead = _INSTEAD.get(noun, _FALLBACK)
    return Reply(f"{_refusal(request, noun)} {instead}")


def _refusal(request: Request, noun: str) -> str:
    command = request.command
    what = {"": "that", "time": "time entries", "person": "people"}.get(noun, f"{noun}s")
    if re.search(rf"\b(?:{_ELSEWHERE})\b", request.plain):
        return "That is outside what I know: I only work with Paymo."
    if re.match(r"sync|synchroni[sz]e|export|import|download|push|upload|connect", command):
        return "I cannot do that in this conversation."
    if re.match(rf"(?:{_SEND})\b", command):
        what = "messages" if what == "that" else f"{what} or messages"
        return f"I cannot send {what}; sending is done in Paymo itself."
    if re.match(rf"(?:{_PAY})\b", command):
        return "I cannot take or make payments."
    if request.says("timers?"):
        what = "timers"
    verb = (re.match(r"[a-z]+", command) or ["change"])[0]
    if re.match(rf"(?:{_MAKE})\b", command):
        return f"I cannot create {what}."
    return f"I cannot {verb} {what}; that is done in Paymo itself."


INTENT = Intent(
    name="unsupported",
    score=_score,
    handle=_handle,
    examples=(
        "Delete the task Homepage wireframes",
        "Send invoice 12 to the client",
        "What is the weather tomorrow?",
        "Create an invoice for Acme",
    ),
)
