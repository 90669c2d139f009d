"""Filters and measures a request may carry: "overdue", "unbilled", "how many", "top 3", "by client"."""

from __future__ import annotations

import re

from agent.models.builtin.text.numbers import SMALL, number

_NOT = r"(?:not|n't|never|isn't|aren't|wasn't|hasn't|haven't|weren't|still to be|yet to be)"
_YET = r"(?:\s+(?:yet|been|fully|be|being|have|has)){0,3}"

# The first pattern that takes a word keeps it: "unpaid" is never also "paid".
_FILTERS: tuple[tuple[str, str], ...] = (
    ("unbilled", rf"\b(?:un-?billed|un-?invoiced|to (?:be )?(?:bill|invoice)(?:ed|d)?|{_NOT}{_YET}\s+"
                 r"(?:billed|invoiced)|(?:haven't|have not|hasn't|has not) (?:we |yet )?(?:been )?"
                 r"(?:billed|invoiced)|without an? invoice)\b"),
    ("unpaid", rf"\b(?:un-?paid|outstanding|{_NOT}{_YET}\s+paid|awaiting payment|to be paid|"
               r"pending payment|receivables?|owed?|owes|owing|balances?|(?:haven't|hasn't|"
               r"has not|have not|didn't|did not|never) pay)\b"),
    ("open", rf"\b(?:{_NOT}{_YET}\s+(?:done|finished|complete|completed|closed|ready)|unfinished|"
             r"in-?complete|uncompleted|remaining|still open|open|to do|left|pending|still to come)\b"),
    ("overdue", r"\b(?:over-?due|past due|late|behind schedule|missed|past (?:its|their) due|slipped|"
                r"in arrears)\b"),
    ("issued", r"\b(?:issued?|(?:did|have|has|do) we (?:send|sent|bill|billed|invoiced?|issued?)|we (?:sent|"
               r"billed|invoiced)|(?:total|amount) (?:billed|invoiced))\b"),
    ("running", r"\b(?:running|timers?)\b"),
    ("billed", r"\b(?:billed|invoiced)\b"),
    ("billable", r"\bbillable\b"),
    ("paid", r"\b(?:paid|settled)\b"),
    ("draft", r"\b(?:drafts?|drafted|unsent|not (?:yet )?sent)\b"),
    ("sent", r"\b(?:sent)\b"),
    ("viewed", r"\bviewed\b"),
    ("void", r"\b(?:void|voided|cancelled|canceled)\b"),
    ("done", r"\b(?:done|completed?|finish(?:ed)?|closed|ready|delivered|reached|achieved)\b"),
    ("archived", r"\b(?:archived|inactive|retired|former)\b"),
    ("active", r"\b(?:active|current|ongoing|live)\b"),
    ("unassigned", rf"\b(?:unassigned|{_NOT}{_YET}\s+assigned|without (?:an )?assignee)\b"),
    ("critical", r"\b(?:critical(?: priority)?|priority(?: is|:)? critical)\b"),
    ("high", r"\b(?:urgent|high[- ]priority|priority(?: is|:)? high|high prio|top priority|prio high)\b"),
    ("low", r"\b(?:low[- ]priority|priority(?: is|:)? low|low prio)\b"),
    ("normal", r"\b(?:normal[- ]priority|priority(?: is|:)? normal)\b"),
    ("all", r"\b(?:all|every|everything|entire|complete list|any status)\b"),
)  # fmt: skip
_FILTER_RULES = tuple((name, re.compile(pattern)) for name, pattern in _FILTERS)

_MINE = re.compile(r"\b(?:my|mine|me|i|i'm|i've|i'd|myself|am i|do i|did i|have i)\b")
_COUNT = re.compile(r"\b(?:how many|number of|count (?:of|the|my|all)|count)\b")
_SUM = re.compile(
    r"\b(?:how much|total|sum|altogether|in total|value of|how long|amount|revenue|turnover)\b"
)
_MOST = re.compile(
    r"\b(?:most|highest|biggest|largest|top|max(?:imum)?|best|busiest|more than anyone|greatest|"
    r"number one)\b"
)
_LEAST = re.compile(r"\b(?:least|lowest|fewest|smallest|min(?:imum)?)\b")
_YES_NO = re.compile(
    r"(?:(?:and|so|hey|hi|hello|ok|please|tell me|can you tell me|do you know|check|let me know|i "
    r"wonder|i'd like to know|could you check|can you check|verify)\b[ ,]*)*"
    r"(?:if |whether )?(?P<verb>is|are|was|were|has|have|had|does|do|did|isn't|aren't|hasn't|"
    r"haven't|doesn't|don't|didn't|any)\b(?! you\b)"
)
_IF = re.compile(r"^(?:\w+ ){1,4}(?:if|whether) ")
_TOP = re.compile(rf"\b(?:top|first|last|latest|the)\s+(?P<count>{SMALL})\b(?=\s+[a-z])")
_GROUPS = (
    ("client", r"clients?|customers?|company|companies|accounts?"),
    ("project", r"projects?"),
    ("task", r"tasks?"),
    ("user", r"persons?|people|users?|employees?|members?|colleagues?|staff|team members?|consultants?|"
             r"assignees?|designers?|developers?"),
    ("date", r"days?|dates?"),
    ("status", r"status(?:es)?"),
)  # fmt: skip


def find_filters(text: str) -> frozenset[str]:
    """The filters of a folded text, each word counted once."""
    found = set()
    for name, pattern in _FILTER_RULES:
        text, hits = pattern.subn(" ", text)
        if hits:
            found.add(name)
    if (
        _MINE.search(text)
        and not re.search(r"\b(?:show|tell|give|send|let|help|remind) me\b", text)
    ) or re.search(r"\b(?:my|mine|i|i've|i'm)\b", text):
        found.add("mine")
    return frozenset(found)


def find_measure(text: str) -> str:
    """What is asked of the records: most, least, yes-no, count, sum, or just the list."""
    if _LEAST.search(text):
        return "least"
    if _MOST.search(text):
        return "most"
    if _COUNT.search(text):
        return "count"
    if _SUM.search(text):
        return "sum"
    if _YES_NO.match(text.strip()) or _IF.match(text.strip()):
        return "yes-no"
    return "list"


def find_group(text: str) -> str:
    """What "by client", "per person", "which project", "who" ask the figures to be split by."""
    for kind, words in _GROUPS:
        if re.search(rf"\b(?:by|per|for each|each|every|grouped by|across)\s+(?:the\s+)?(?:{words})\b",
                     text):  # fmt: skip
            return kind
    for kind, words in _GROUPS[:4]:
        if re.search(rf"\b(?:which|what|whose|top(?: \w+)?|biggest|largest)\s+(?:of\s+)?(?:the\s+|our\s+)?"
                     rf"(?:\w+\s+)?(?:{words})\b", text):  # fmt: skip
            return kind
    return "user" if re.search(r"\b(?:who|whom|anyone|anybody|somebody|everyone|everybody)\b", text) \
        else ""  # fmt: skip


def find_top(text: str) -> int | None:
    """The number in "top 3", "first five"; None without one."""
    match = _TOP.search(text)
    return int(number(match["count"])) if match and match["count"] not in ("a", "an") else None
