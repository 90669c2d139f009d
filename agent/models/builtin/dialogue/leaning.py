"""Whether a message leans on the question before it, or stands as a question of its own."""

from __future__ import annotations

import re
from typing import Any

from agent.models.builtin.dialogue.cues import (
    BACK_TO_ALL,
    LISTS,
    MINE,
    NARROWS,
    OF_ALL,
    REST,
    SHIFTED,
    SPLITS,
    THE_ONE,
    WIDER,
    WORKS,
    widened_kinds,
)
from agent.models.builtin.dialogue.pointed import Pointed
from agent.models.builtin.intents import all_intents, best_intent
from agent.models.builtin.intents.flows import names_flow
from agent.models.builtin.intents.intent import COMMAND, ENOUGH, NAMED, Intent
from agent.models.builtin.request import Request
from agent.models.builtin.text.asks import find_asks
from agent.models.builtin.text.fold import BLANK, blank, fold, words_of
from agent.models.builtin.text.groups import group_spans

_DEPENDS = re.compile(
    r"^(?:(?:ok(?:ay)?|so|then|well|no|sorry|please|thanks)[ ,.]+)*(?:and|what about|how about|"
    r"what of|same|the same|only|just|but|or|also|now|instead|then|those|these|excluding|including|"
    r"ditto|split|group(?:ed)?|sort(?:ed)?|order(?:ed)?|rank(?:ed)?|compare|compared|versus|vs|"
    r"i meant?|i mean|rather|back to|without|with|for|by|per|in|on|since|from|last|this|next|"
    r"between|during|yesterday|today|all)\b"
)
# "Last month's review" is whole where "and last month's review" goes on.
_GOES_ON = re.compile(r"\W*(?:and|what about|how about|(?:the )?same|also|but|or|only|just)\b")
# "Who has the Acme ones?": whatever was spoken of.
_ONES = re.compile(
    r"\b(?:the|those|these|her|his|their|my|our) (?:[\w'-]+ ){0,3}ones\b|"
    r"\bthe (?:void|paid|unpaid|draft|open|overdue|late|done|archived|sent) one\b|"
    r"^\W*(?:(?:and|only|just|but|no|ok|show|list|give me)\b\W*)*(?:[\w'-]+ ){1,3}ones\b"
)
# "How many are paid?": of those that were spoken of.
_NOUNLESS = re.compile(r"^(?:(?:and|so|ok|but) )*(?:how many|how much|which) (?:are|is|were|was)\b")
_BACK = re.compile(
    r"\b(?:(?:is|are|was|were|does|do|did|makes?|in|with|all) (?:that|this|those|these|it|they)|"
    r"(?:that|this|those|these|it|them)\b(?= (?:in|by|per|as|with|to)\b|\W*$)|(?:in|the) "
    r"(?:total|sum|hours|days)\W*$)"
)
# "How many hours is that?": the figure of the rows that were told, once more.
_FIGURE_OF = re.compile(
    r"(?:(?:and|so|ok|but|then) )*(?:is|was|are|were|has|have) (?:all (?:of )?)?(?:that|this|it|"
    r"they|those|these)(?: (?:all|already|been|yet))* (?:billed|invoiced|billable|paid|settled)"
    r"(?: yet| already)?\W*|"
    r"(?:(?:and|so|ok|but|then) )*how (?:much|many|long)(?: (?:hours|time|minutes|money|days|in "
    r"all|all|[a-z]{3}|euros?|dollars?|pounds?))* (?:is|are|was|were|does|do|did) (?:that|this|it|"
    r"those|they|these)\b(?: (?:make|take|last|come|add|up|to|in|total|all|together|"
    r"altogether|then))*\W*"
)
# "Who did the most?": of what was asked about.
_WHO_MOST = re.compile(
    r"(?:(?:and|so|ok|but|then) )*who (?:\w+ )?(?:the )?(?:most|least|fewest)(?: hours| time| work|"
    r" there| there| of (?:it|that|them|those))*\W*"
)
# "Who did that?", "who has those?": of the rows that were told.
_WHO_THAT = re.compile(
    r"(?:(?:and|so|ok|but) )*(?:who|whose)(?: \w+){0,2} (?:that|this|those|these|it|them)\W*"
)
# "Since when?": the rows of the answer tell.
_WHEN = re.compile(
    r"(?:(?:and|but|so|ok) )*(?:(?:since|until|till|by|from|for) )?(?:when|how (?:long|late|old|"
    r"many days))(?: (?:exactly|then|already|due|on average|usually|(?:is|was|are|were) "
    r"(?:that|this|it|they|those|the last time)))*"
    r"\W*"
)
# "Show me the entries": those that were asked about.
_THE_ROWS = re.compile(
    r"(?:(?:and|so|ok|please|now|then|can you|could you) )*(?:show|list|see|give|print|display|"
    r"what are|which are|read)(?: me| us)?(?: all)? (?:the|those|these) (?:\w+ )?(?:entries|"
    r"invoices|bills|tasks|to-?dos|milestones|projects|people|payments|clients|rows|details)\W*"
)
# What stands around names and days that take the place of those before.
_NAMES_ALONE = re.compile(
    r"(?:\W|\b(?:and|or|both|of|them|for|in|on|by|with|the|same|only|just|also|too|then|now|ok|what|"
    r"how|about|please|instead|rather|no|sorry|compared?|comparison|versus|vs|against|to|it|that|"
    r"this|those)\b)*"
)
# Words of the longest message that is taken for an addition to a question.
_LONGEST = 12


def scored(message: Request) -> tuple[Intent, float]:
    """The subject that fits a message best, and how well it does."""
    best = best_intent(message)
    return best, best.score(message)


def depends(message: Request, found: Pointed, query: dict[str, Any]) -> bool:
    """Whether a message leaves out what the question before said."""
    best, score = scored(message)
    declined = best.declines and score >= ENOUGH
    if declined or not all_intents()[query["intent"]].continues:
        return False
    if best.writes and score >= COMMAND:
        return False
    folded = message.folded
    if names_flow(message) and not _GOES_ON.match(folded):
        return False
    leans = bool(found.picks) or any(rule.search(folded) for rule in (_DEPENDS, NARROWS, _NOUNLESS))
    if is_detail(message, query) or SPLITS.match(message.plain):
        return True
    if stands(message, found):
        rules = (_WHO_THAT, _THE_ROWS, _FIGURE_OF, _WHO_MOST)
        return leans or any(rule.fullmatch(folded) for rule in rules)
    short = len(words_of(message.text)) <= 3
    back = leans or _BACK.search(folded) or _WHEN.fullmatch(folded) or short or score < ENOUGH
    return bool(back) and _tells(message, found, query) and len(words_of(message.text)) <= _LONGEST


def is_detail(message: Request, query: dict[str, Any]) -> bool:
    """Whether something of one project is asked for, behind a question about one: "how much budget
    is left?"."""
    asked = THE_ONE.search(message.folded) and not OF_ALL.search(message.folded)
    named = message.mentions or message.unknown_names
    return bool(asked and "project" in (query.get("scope") or {}) and not named)


def _tells(message: Request, found: Pointed, query: dict[str, Any]) -> bool:
    """Whether a message says anything that changes a question; else it is no addition to one."""
    names = [mention for mention in message.mentions if fold(mention.text) not in found.picks]
    shaped = (
        message.group
        or (message.top or 0) > 1
        or message.measure in ("most", "least", "count", "sum")
    )
    rules = (LISTS, WORKS, SPLITS, BACK_TO_ALL, REST)
    words = any(rule.search(message.plain) for rule in (*rules, MINE)) or bool(
        _WHEN.fullmatch(message.folded)
    )
    if query.get("period") or query.get("due"):
        words = words or SHIFTED.search(message.plain) is not None
    strange = message.unknown_names or message.stray_words
    said = (
        message.dates() or message.filters - {"mine"} or names or strange or widened_kinds(message)
    )
    asked = message.threshold or message.order or message.currencies or find_asks(message.unbound)
    return bool(said or shaped or words or asked or len(found.picks) > 1)


def stands(message: Request, found: Pointed) -> bool:
    """Whether it is a question of its own, which lacks only what it is about."""
    _, score = scored(message)
    nounless = (
        SPLITS.match(message.plain)
        or _WHEN.fullmatch(message.folded)
        or _NOUNLESS.search(message.folded)
        or _ONES.search(message.folded)
    )
    spans = [m.span for m in message.mentions] + [m.span for m in message.dates()]
    spans += group_spans(message.plain)
    around = blank(message.folded, *spans).replace(BLANK, " ")
    if spans and _NAMES_ALONE.fullmatch(around):
        return False
    if nounless or (NARROWS.search(message.folded) and score < NAMED):
        return False
    if widened_kinds(message):
        spans = [m.span() for _, words in WIDER for m in re.finditer(words, message.plain)]
        rest = Request(blank(message.text, *spans).replace(BLANK, ""), message.calendar)
        return scored(rest)[1] >= NAMED
    return score >= NAMED or (bool(found.picks) and score >= ENOUGH)
