"""What is asked of the records: a count, a sum, an extreme, a yes or no, the first few."""

from __future__ import annotations

import re

from agent.models.builtin.text.fold import Span
from agent.models.builtin.text.numbers import SMALL, number

_COUNT = re.compile(r"\b(?:how many|number of|count (?:of|the|my|all)|count)\b")
_SUM = re.compile(
    r"\b(?:how much|totals?|sums?|altogether|in total|value of|how long|amount|revenue|turnover|"
    r"adds? up|come to|worth)\b"
)
MOST = re.compile(
    r"\b(?:most|highest|biggest|largest|top|max(?:imum)?|best|busiest|heaviest|fullest|strongest|furthest|worst|greatest|longest|"
    r"more than anyone|number one|rank(?:ed|ing|ings)?|leaderboard)\b|"
    # "Who was the champion of September?", "which project was the winner".
    r"\b(?:who|which|what)\b[^?]*\b(?:champ(?:ion)?|hero(?:ine)?|winner|leader|king|queen|star|mvp|"
    r"workhorse|front-?runner|top dog|record holder|mostly|mainly|chiefly)\b"
)
LEAST = re.compile(
    r"\b(?:least|lowest|fewest|bottom|smallest|shortest|quietest|lightest|weakest|slowest|laziest|idlest|min(?:imum)?)\b"
)
_YES_NO = re.compile(
    r"(?:(?:and|so|hey|hi|hello|ok|please|tell me|can you tell me|do you know|check|let me know|i "
    r"wonder|i'd like to know|could you check|can you check|verify|still|also|but)\b[ ,]*)*"
    r"(?:if |whether )?(?P<verb>is|are|am|was|were|has|have|had|does|do|did|isn't|aren't|hasn't|"
    r"haven't|doesn't|don't|didn't|any(?:thing|one|body)?)\b(?! you\b)"
)
# "Milestone 2 - ready to bill?" asks for a yes or a no as well.
_DONE_BEHIND = re.compile(
    r"\b(?:ready|done|finished|completed?|on time|on track|delivered|signed off|"
    r"approved|handed over|wrapped up)\b[^?]*\?\W*$"
)
_WH = re.compile(
    r"\W*(?:(?:by|until|till|since|from|at|on|in|for|with|to) )?(?:what|which|who|whose|whom|when|"
    r"where|how|why|list|show|give)\b"
)
# "Acme overdue?"
_STATE_ASKED = re.compile(
    r"[\x01\s']*\x01[\x01\s',-]*(?:still |already |all |been )*(?:overdue|late|unpaid|paid(?: up)?|"
    r"settled|billed|invoiced|behind)\s*\?+$"
)
# "The Acme invoice of March - settled?"
_STATE_BEHIND = re.compile(
    r"(?:\s[-,:]|\b(?:invoices?|bills?)) ?(?:is it |was it |is that |still |already |all |been |"
    r"fully )*"
    r"(?:overdue|late|unpaid|paid|settled|open|void|sent|cancell?ed)"
    r"(?: (?:up|yet|already|or not|now))*\s*\?+\W*$"
)
_WHETHER = re.compile(
    r"^(?:[\w\x01]+ ){1,4}(?:if|whether) |"
    r"^(?:please )?(?:check|verify|confirm|make sure) (?:that )?"
)
# "Acme - have they paid?": whom it is about, said before the question.
_TOPIC = re.compile(r"^[\s'&]*\x01[\x01\s'&]*(?:-+|:|,)\s+")
_AND_ASKS = re.compile(r"\b(?:and|,) (?:how|what|by|since|when|which)\b")
_TOP = re.compile(
    rf"\b(?:top|bottom|first|last|latest|next|the(?: next)?)\s+(?P<count>{SMALL})\b(?=\s+[a-z])"
    rf"|\b(?P<before>{SMALL})\s+(?:biggest|largest|highest|smallest|most|top|latest)\b"
)
# "The 5 tasks that took most time", "most hours, just the top two".
_RANKED_TOP = re.compile(
    rf"\b(?P<count>{SMALL})\s+(?:\w+\s+)?(?:clients|customers|projects|tasks|people|persons|"
    r"colleagues|employees|invoices|days)\s+(?:that|which|who|with|by)\b"
    rf"|\b(?:top|bottom|first|best|biggest|largest|highest|worst|smallest)\s+(?P<last>{SMALL})\b(?=\W*$|\W*(?:please|only)\b)"
    rf"|\b(?:which|what)\s+(?!one\b)(?P<which>{SMALL})\s+(?=[a-z])"
)


def measure_spans(text: str) -> list[Span]:
    """Where the words stand that ask for a count, a sum or an extreme."""
    rules = (LEAST, MOST, _COUNT, _SUM)
    return [match.span() for pattern in rules for match in pattern.finditer(text)]


def find_measure(text: str) -> str:
    """What is asked of the records: most, least, yes-no, count, sum, or just the list."""
    text = _TOPIC.sub("", text)
    head = _AND_ASKS.split(text)[0]
    if _YES_NO.match(head.strip()):
        # "Is it overdue, and how much is it?" is first of all a yes or a no.
        text = head
    if LEAST.search(text):
        return "least"
    if MOST.search(text):
        return "most"
    if _COUNT.search(text):
        return "count"
    if _SUM.search(text):
        return "sum"
    asked = text.strip()
    if (
        _YES_NO.match(asked)
        or _WHETHER.match(asked)
        or _STATE_ASKED.match(asked)
        or (_STATE_BEHIND.search(asked) and not _WH.match(asked))
        or (_DONE_BEHIND.search(asked) and not _WH.match(asked))
    ):
        return "yes-no"
    return "list"


def find_top(text: str) -> int | None:
    """The number in "top 3", "first five"; None without one."""
    match = _TOP.search(text)
    count = (match["count"] or match["before"]) if match else "a"
    if not match and (MOST.search(text) or LEAST.search(text)):
        ranked = _RANKED_TOP.search(text)
        count = (ranked["count"] or ranked["last"] or ranked["which"]) if ranked else "a"
    return None if count in ("a", "an") else int(number(count))
