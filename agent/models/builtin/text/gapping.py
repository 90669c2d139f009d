"""Two questions that share words, each said in full.

"Who logged the most in May, and who the least?": everything but the extreme was said before.
"How many tasks and how many milestones are due in May?": what follows is asked of both.
"""

from __future__ import annotations

import re

from agent.models.builtin.text.fold import fold

_EXTREME = (
    r"most|least|fewest|highest|lowest|biggest|largest|smallest|longest|shortest|best|worst|"
    r"oldest|newest|earliest|latest|first|last|busiest|quietest"
)
_PAIR = re.compile(
    rf"(?P<first>(?:[^?]{{0,99}}\b)?(?:which|who|what)\b"
    rf"[^?]{{0,99}}?\b(?P<said>{_EXTREME})\b[^?]{{0,99}}?)"
    rf"\s*,?\s+(?:and|but)\s+(?:which|who|what)(?: one)?"
    rf"(?: (?:has|have|had|got|is|are|was|were|did|do))? (?:the )?(?P<other>{_EXTREME})\W*$"
)

# A state alone is no subject: "how many active and how many archived clients".
_STATE = r"active|archived|open|closed|done|finished|overdue|late|paid|unpaid|billed|billable|due"
_SUBJECT = rf"(?:how (?:many|much)|which|what) (?!of\b|(?:{_STATE}),? (?:and|as)\b)[a-z -]{{3,30}}?"
_SHARED = re.compile(
    rf"(?P<one>{_SUBJECT}),? (?:and|as well as) (?P<two>{_SUBJECT}) "
    r"(?P<rest>(?:did|do|does|has|have|had|is|are|was|were|will|can|on|for|in|of)\b[^?.!]*)"
)
_VERB = re.compile(r"\b(?:did|do|does|has|have|had|is|are|was|were|will|can|there|on|for|in)\b")

# "How many projects do we have, and which client has the most?"
_MOST_OF = re.compile(
    r"(?P<first>(?:[^?]{0,99}\b)?how many (?P<noun>[a-z ]{2,30}?s) "
    r"(?:are|is|do|did|have|has|were|was)\b[^?]*?),? "
    r"and (?P<ask>(?:which|who|what)\b[^?]*? (?:has|have|had|got) (?:the )?"
    r"(?:most|fewest|least))\W*$"
)

# "Who is in the UK, and how much does each owe?"
_EACH = re.compile(
    r"(?<=\w) (?P<ask>and how (?:many|much)[a-z ]{0,30}?) does each(?: of (?:them|those|these))?"
    r"(?= (?:still )?(?:have|owe)\b)",
    re.IGNORECASE,
)
# "List the active clients and tell me which of them owe us money": all of them are meant.
_OF_ALL = re.compile(
    r"(?P<first>(?:please )?(?:list|show(?: me)?|give me|name|which|what are)(?: (?:all|the|our|of|"
    r"active))* (?P<noun>clients|customers|projects|people|users)"
    r"(?: (?:do we have|are there|we have|are active))?),? and (?P<ask>(?:(?:please |then |also )*"
    r"(?:tell me|say|show(?: me)?) )?which )of (?:them|those|these)(?P<rest> .+)"
)


# "How many projects are active, and how many clients?"
_SAME_OF = re.compile(
    r"(?P<first>(?:[^?]{0,99}\b)?how many [a-z]+ (?P<rest>(?:are|do|did|have|has|had|were|is|was|"
    rf"can|will)\b[^?,]{{1,60}}?)),? and (?P<ask>how many (?!(?:{_STATE})\b)[a-z]+)\W*$"
)
# "The total of drafts and of sent invoices": two totals.
_STATES_OF = (
    r"(?:the |all |our )*(?:drafts?|sent|viewed|paid|unpaid|overdue|open|void|late)"
    r"(?: invoices| ones)?"
)
_EACH_OF = re.compile(
    rf"(?P<what>\b(?:total|sum|amount|value|number|count)s? of) (?P<a>{_STATES_OF}) and (?:of )?"
    rf"(?P<b>{_STATES_OF})\b"
)


def in_full(text: str) -> str:
    """The message with both questions in full; others as they are."""
    shared = _SHARED.search(fold(text))
    if shared and not _VERB.search(shared["one"]) and not _VERB.search(shared["two"]):
        one, two, rest = (text[slice(*shared.span(name))] for name in ("one", "two", "rest"))
        return f"{text[: shared.start()]}{one} {rest}, and {two} {rest}{text[shared.end() :]}"
    text = _EACH.sub(r" \g<ask> do they", text)
    listed = _OF_ALL.fullmatch(fold(text))
    if listed:
        first, ask, noun, rest = (
            text[slice(*listed.span(n))] for n in ("first", "ask", "noun", "rest")
        )
        return f"{first}, and {ask}{noun}{rest}"
    same = _SAME_OF.match(fold(text))
    if same:
        first, ask, rest = (text[slice(*same.span(n))] for n in ("first", "ask", "rest"))
        return f"{first}, and {ask} {rest}?"
    each = _EACH_OF.search(fold(text))
    if each and re.search(r"\b(?:invoices|drafts?)\b", fold(text)):
        what, one, two = (text[slice(*each.span(n))] for n in ("what", "a", "b"))
        bare = (re.sub(r"\s+invoices$|s$", "", side) for side in (one, two))
        return ", and ".join(f"what is the {what} {side} invoices" for side in bare)
    counted = _MOST_OF.match(fold(text))
    if counted:
        first, ask, noun = (text[slice(*counted.span(n))] for n in ("first", "ask", "noun"))
        return f"{first}, and {ask} {noun}?"
    match = _PAIR.match(fold(text))
    if not match:
        return text
    first = text[slice(*match.span("first"))]
    start, end = match.span("said")
    other = text[slice(*match.span("other"))]
    begin = re.search(r"\b(?:which|who|what)\b", fold(first))
    assert begin is not None  # the pattern has it
    return f"{first}, and {text[begin.start() : start]}{other}{first[end:]}?"
