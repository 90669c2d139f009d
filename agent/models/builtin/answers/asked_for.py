"""What a question asks to be worked out or left out, and its answer does not speak of.

An answer that takes "but isn't in its team" into account holds a "not", "no" or "without"; one that
finds the longest says so. Where nothing of the kind is told the words went unheard, and what is
told is the answer to another question: that is said first.
"""

from __future__ import annotations

import re

from agent.models.builtin.text.fold import Span, fold

_NOT = (
    r"(?:(?:is|are|was|were|has|have|had|do|does|did|ca|could)n't|cannot|not|no|nobody|no one|"
    r"none|never|nothing|neither)"
)
# "... but isn't in its team", "... that nobody has logged time on": a clause that narrows a list.
_WORD = r"[^\s,.?!;:()]+"
_OPENS = r"(?:but|yet|though|although|that|which|who|where|whose|with|while)"
_NARROWS = re.compile(
    rf"\b(?P<opens>{_OPENS})\s(?:(?!{_OPENS}\b){_WORD}\s+)*?(?P<denied>(?:{_WORD}\s+)?{_NOT}\b"
    r"(?!\s+(?:only|just|mind|matter|idea|longer our))[^,.?!;:()]*)"
)
_ASKING = ("which", "who", "where", "whose")
_NARROWED = (
    r"\b(?:no|not|none|never|nothing|without|nobody|neither|isn't|free|yet|missing|lacks?|except|"
    r"excluding|other|still|outside|idle|open|draft|overdue|late|inactive|archived|empty|0|un\w+)\b"
)
# What is to be worked out, by the words of a question and by those of an answer that does it.
_WORKED_OUT: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:on average|(?:the|an?|our|their|his|her) (?:average|mean|median)(?= \w))"),
     r"\b(?:average|median|per|an?|each)\b"),
    (re.compile(r"\b(?:percent(?:age)?|what share|proportion|ratio)\b"), r"%|\bhalf\b|\bpercent"),
    (re.compile(r"\b(?:biggest|largest|highest)\b"),
     r"\b(?:biggest|largest|highest|longest|most|top|only)\b"),
    (re.compile(r"\blongest\b"), r"\b(?:longest|oldest|biggest|most|late|overdue|only)\b"),
    (re.compile(r"\b(?:smallest|lowest|shortest|fewest)\b"),
     r"\b(?:smallest|lowest|shortest|least|fewest|only|no)\b"),
    (re.compile(r"\bhow (?:many (?:\w+ )?days|old|long ago)\b"),
     r"\b(?:days?|weeks?|months?|today|no)\b"),
    (re.compile(r"\bthan (?:was |were |is |are )?(?:budgeted|planned|estimated|agreed|"
                r"allowed)\b|\bbudgets? (?:is|are|was|were) (?:used up|gone|exhausted|exceeded)\b"),
     r"\b(?:over|above|beyond|used|exceed\w*)\b|%"),
    (re.compile(r"\bmissing (?:the )?(?:most |more |any |some )?(?:hours|time)\b"),
     r"\b(?:missing|no time|less|fewe(?:r|st)|least|without|short)\b"),
    (re.compile(r"\bweekends?\b(?<!good weekend)(?<!nice weekend)"),
     r"\b(?:weekends?|sat|sun|saturdays?|sundays?)\b"),
)  # fmt: skip


def unheard(text: str, answer: str) -> list[str]:
    """The stretches of a question, as they were typed, that its answer took no account of."""
    folded, told = fold(text), fold(answer)
    head = re.split(r"[\n;]", told)[0]
    narrowed = re.search(_NARROWED, head)
    found = [] if narrowed else [_clause(each) for each in _NARROWS.finditer(folded)]
    found += [
        each.span()
        for words, speaks in _WORKED_OUT
        if (each := words.search(folded)) and not re.search(speaks, told)
    ]
    return [text[slice(*span)].strip() for span in found]


def _clause(match: re.Match[str]) -> Span:
    """Where the clause stands, without the question that it is asked with."""
    return match.span("denied") if match["opens"] in _ASKING else match.span()
