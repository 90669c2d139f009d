"""Whether a sentence says more of the request before it, and both in one."""

from __future__ import annotations

import re

from agent.models.builtin.fragments import is_clarified
from agent.models.builtin.joints import SLOT_ALONE, intent_of
from agent.models.builtin.request import Request
from agent.models.builtin.sentence_kinds import (
    HOLDS_BACK,
    is_courtesy,
    stands_alone,
    writes,
)
from agent.models.builtin.text.calendar import Calendar
from agent.models.builtin.text.exclusions import only_excludes
from agent.models.builtin.text.fold import BLANK, blank, fold, words_of
from agent.models.builtin.text.openings import STARTER, THAT_TASK
from agent.models.builtin.text.vocabulary import is_content
from agent.models.builtin.writing.wording import names_anything

_GOES_ON = re.compile(
    r"(?:only|just|but|not|for|in|with|without|excluding|including|since|from|by|grouped|sorted|"
    r"per|and|also|if|split|those|that)\b"
)
# A fragment that says more of the question before it: "Just the top 3.", "For Acme, please."
_QUALIFIES = re.compile(
    r"(?:please |and |but |so )*(?:only|just|but|not|nothing|no|for|in|on|at|with|without|"
    r"exclud(?:e|ing)|leav(?:e|ing)|ignor(?:e|ing)|disregard|minus|"
    r"including|except|since|until|from|between|by|grouped|group|sorted|sort|ordered|order|"
    r"ranked|per|split|broken|ideally|preferably|mainly|especially|all of|both|in total|top|"
    r"those|the (?:top|last|first|biggest|latest|oldest|ones))\b"
)
_LONGEST_FRAGMENT = 8  # words
# A sentence that says more of what the one before it asks to write.
_IS_SLOT = re.compile(
    r"(?:please |and |also |(?:can|could|would|will) you )*(?:(?:give|assign|hand|make|set|mark|"
    r"put|add|log|book|get|record|track|enter|call|name|title) (?:it|this|that|them)\b|(?:it|this|"
    r"that|they)(?:'s| is| are| should| needs| must| has| was| took)\b|(?:due|deadline|priority|"
    r"budget|assign\w*|title|name|notes?|description|comment|memo|non-?billable|not billable|"
    r"billable|(?:high|low|critical|normal|urgent)(?: priority)?)\b(?! (?:tasks|invoices|"
    r"projects))|(?:project|client|customer|tasks?|list|task ?list|person|people|owner|who|for|"
    r"when|estimate|hours)\s*:|(?:i|we)(?:'d| would|'ll| will)? (?:budget|estimate|allow|plan)\b|"
    r"(?!(?:who|what|which|when|where|why|how|can|could)\b)"
    r"(?:[\w'-]+,? ){1,6}?(?:(?:should|will|can|must|to|has to|needs to|is going to|could) (?:do|"
    r"handle|take|own|get|have|be|finish|work)|does it|gets it|takes it|takes care|has until|has "
    r"time)\b)"
)


def _only_slots(piece: str) -> bool:
    """ "Anna Berg, high priority, budget 8 hours": slots, and names or days beside them."""
    clauses = re.split(r"[,;]\s+", piece)
    slots = [clause for clause in clauses if SLOT_ALONE.fullmatch(fold(clause))]
    short = all(len(words_of(clause)) <= 3 for clause in clauses if clause not in slots)
    return bool(slots) and len(clauses) > 1 and short


def goes_on(before: str, piece: str, calendar: Calendar) -> bool:
    """Whether a sentence says more of the request before it."""
    if is_clarified(piece, calendar):
        return True
    if before.rstrip().endswith("?") and _orders_time(piece, calendar):
        return False
    if only_excludes(fold(piece)):
        return not writes(before, calendar)
    if _RESTATES.match(fold(piece)) or _BY_HOW_MUCH.match(fold(piece)):
        return not writes(before, calendar)
    if writes(before, calendar) and (
        _IS_SLOT.match(fold(piece)) or _only_slots(piece) or _WAS_DOING.fullmatch(fold(piece))
    ):
        return True
    if _is_slack_beside_task(before, piece, calendar) or _is_length_alone(before, piece, calendar):
        return True
    if stands_alone(piece, calendar) or not stands_alone(before, calendar):
        return False
    if writes(before, calendar):
        return True
    return bool(_GOES_ON.match(fold(piece)) or _qualifies(piece))


# "Was reading the draft.": what was done, without saying who did it.
_WAS_DOING = re.compile(r"\W*(?:was|were|been|am) (?:just |only |mostly )*\w+ing\b[^?]*")
_ORDERS = re.compile(
    r"(?:(?:and|then|also|please|pls|now|so|just|(?:can|could|would) you)[ ,]+)*"
    r"(?:log|book|track|record|enter|add|put|note)\b"
)


def _orders_time(piece: str, calendar: Calendar) -> bool:
    """ "And log 1h on it for me" behind a question: something else is wanted."""
    return bool(_ORDERS.match(fold(piece)) and Request(piece, calendar).durations)


def _is_slack_beside_task(before: str, piece: str, calendar: Calendar) -> bool:
    """ "Anna's job, 8 hours, by Friday": a length or a day behind a new task is its own where
    nobody asks for anything, nor tells of work."""
    if intent_of(before, calendar)[0].name != "create_task":
        return False
    intent, score = intent_of(piece, calendar)
    request = Request(piece, calendar)
    asked = piece.rstrip().endswith("?") or re.match(STARTER, fold(piece)) is not None
    loose = intent.name in _LOOSE and score < _TOLD and not asked
    return loose and bool(request.durations or request.dates("future"))


def _is_length_alone(before: str, piece: str, calendar: Calendar) -> bool:
    """ "Can you put the ruling down for me? 2 hours, Wednesday.": how long it was."""
    request = Request(piece, calendar)
    if not request.durations or piece.rstrip().endswith("?") or writes(before, calendar):
        return False
    spans = [*(m.span for m in request.dates()), *(d.span for d in request.durations)]
    return not names_anything(blank(request.folded, *spans).replace(BLANK, " "))


_ABOUT_IT = re.compile(r"\b(?:it|it's|them)\b")
_TOLD = 24.0  # of log_time: the words tell of work that was done
_LOOSE = ("log_time", "time_entries", "about", "people")

# "Who forgot it? I mean zero hours.": the question before, in other words.
_RESTATES = re.compile(r"(?:i mean|meaning|that is|i\.e\.|as in|in other words)\b")
# "It has gone over, hasn't it? By how many hours?"
_BY_HOW_MUCH = re.compile(r"(?:and )?by how (?:much|many(?: hours| days)?)\W*$")


def is_more(before: str, sentence: str, calendar: Calendar) -> bool:
    """Whether a sentence behind a new task says more of it, or makes a task of what was said."""
    folded = fold(sentence)
    if THAT_TASK.match(folded):
        return _NEEDED.search(fold(before)) is not None or writes(before, calendar)
    if HOLDS_BACK.match(folded) and writes(before, calendar):
        return True
    if intent_of(before, calendar)[0].name == "create_task":
        pieces = re.split(r"[,;]\s*|\s(?:and|then)\s", folded)
        asked = sentence.rstrip().endswith("?") or any(re.match(STARTER, p) for p in pieces)
        about = _ABOUT_IT.search(folded) and intent_of(sentence, calendar)[1] < _TOLD
        return not asked and (_IS_SLOT.match(folded) is not None or bool(about))
    told = _NEEDED.search(fold(before)) is not None and not before.rstrip().endswith("?")
    titled = bool(Request(sentence, calendar).quotes)
    return told and titled and intent_of(sentence, calendar)[0].name == "create_task"


_NEEDED = re.compile(r"\b(?:needs? to|has to|have to|should|must|ought to|is to)\b")


def adds(before: str, piece: str, calendar: Calendar) -> bool:
    """Whether a fragment is one more question like the one before: "this month's for the same"."""
    request = Request(piece, calendar)
    clear = stands_alone(before, calendar) and not writes(before, calendar)
    same = _SAME.search(request.folded) is not None
    short = len(words_of(piece)) <= _LONGEST_FRAGMENT
    return clear and short and (same or bool(request.dates() or request.filters)) and (
        not is_courtesy(piece) or same
    )  # fmt: skip


_SAME = re.compile(r"\b(?:the same|ditto|likewise|what about|how about)\b")


def _qualifies(piece: str) -> bool:
    return not piece.rstrip().endswith("?") and _QUALIFIES.match(fold(piece)) is not None


def joined_sentences(before: str, piece: str, calendar: Calendar) -> str:
    """Both in one: sentences of a write, or one question in one sentence."""
    if writes(before, calendar):
        return f"{before}. {piece}"
    first = re.match(r"\W*(\w+)", piece)
    small = first is not None and not is_content(fold(first[1]))
    return f"{before.rstrip(' ?.!')}, {piece[:1].lower() if small else piece[:1]}{piece[1:]}"
