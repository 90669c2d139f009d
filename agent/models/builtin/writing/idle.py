"""Words beside a task that is surely named, of which an entry holds nothing.

Somebody who tells of work says more than what is to be written: how they know it, how the day was,
where they come from. Where the task is named whole, such words are passed over, as long as they are
everyday ones that change nothing and stand where nobody and nothing is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.models.builtin.text.everyday import EVERYDAY
from agent.models.builtin.text.fold import Span, blank, lies_in, word_list
from agent.models.builtin.text.vocabulary import FUNCTION
from agent.models.builtin.writing.pieces import Word
from agent.models.builtin.writing.sheet import Sheet
from agent.models.builtin.writing.wording import is_neutral

# Everyday words that change what is to be written, how much of it, or for whom.
_WEIGHTY = frozenset(
    word_list("""
    non not no nor never neither nothing none without except exception excluding exclude excluded
    instead rather otherwise or either else unless if until till only each both all every everybody
    everyone anybody anyone somebody someone nobody another half double doubled twice thrice triple
    multiple several few couple some any equal equally separate separately respective respectively
    individual sole solely delete cancel cancelled remove removed reduce reduced increase increased
    duplicate split divide distribute share shared combine combined merge move moved swap transfer
    transferred replace rename modify edit change changed undo restore refund archive unarchive
    deactivate reassign approve approved bill billed invoice charge charged skip postpone postponed
    reschedule schedule scheduled plan planned planning future tomorrow tonight maximum minimum max
    min least most more less fewer almost nearly hardly barely part partly partial partially mainly
    mostly average zero daily weekly monthly urgent priority draft team staff people colleagues
    colleague teammate teammates boss guys folks assign next following due before after
    wrong mistake mistakes together want wanted should must would could might may need needed ought
    hoped meant intended supposed tried skipped
""")
)
# What stands behind these is somebody or something.
_LEADS = re.compile(
    r"\b(?:for|to|by|with|of|in|on|at|from|under|into|against|the|an?|my|our|his|her|their|your)\s+$"
)
# "I had a call with Anna about the plan": how the work on it was done.
_HAD = re.compile(r"\b(?:had|having|in|on)\s+(?:an?|the|another|our|my)\s+(?:[a-z]+\s+)?$")
_MET = re.compile(
    r"(?:calls?|meetings?|chat|talk|conversation|session|catch-?up|sync|discussion|workshop)"
    r"(?=\s+(?:with|about|on|regarding|re)\b)"
)
# "Just off the phone, finally!": a first sentence beside the work.
_SENTENCE = re.compile(r"[^.!?\n]*[.!?]+(?=\s)")


def without_idle(
    sheet: Sheet, words: Sequence[Word], left: Sequence[int], own: Sequence[int]
) -> tuple[int, ...]:
    """The words left over but for those that tell nothing; all of them where one tells
    something."""
    opening = _opening(sheet, words, own)
    telling = tuple(
        i for i in left if not (lies_in(words[i].span[0], opening) or _idle(sheet, words[i]))
    )
    return telling and tuple(left)


def _idle(sheet: Sheet, word: Word) -> bool:
    common = word.text in EVERYDAY or word.text in FUNCTION
    typed = sheet.request.text[slice(*word.span)]
    met = _MET.match(sheet.text, word.span[0]) and _HAD.search(sheet.text[: word.span[0]])
    led = _LEADS.search(sheet.text[: word.span[0]])
    return (
        (met or (common and word.text not in _WEIGHTY and not led))
        and word.quoted is None and not word.named and typed.islower()
    )  # fmt: skip


def _opening(sheet: Sheet, words: Sequence[Word], own: Sequence[int]) -> list[Span]:
    """The first sentence, where it holds no slot and names nothing: at most one word of it is no
    everyday one."""
    first = _SENTENCE.match(blank(sheet.text, *(quote.span for quote in sheet.request.quotes)))
    if not first or not own or words[min(own)].span[0] < first.end():
        return []
    inside = [w for w in words if w.span[0] < first.end()]
    marked = [*sheet.marks, *(mention.span for mention in sheet.request.mentions)]
    told = [w for w in inside if not is_neutral(w.text)]
    strange = [w for w in told if w.text not in EVERYDAY and w.text not in FUNCTION]
    if any(w.text in _WEIGHTY or w.quoted is not None for w in told) or len(strange) > 1:
        return []
    if any(a < first.end() for a, _ in marked) or len(told) == len(inside):
        return []
    capitals = any(sheet.request.text[w.span[0]].isupper() for w in inside[1:] if w.text != "i")
    return [] if capitals else [first.span()]
