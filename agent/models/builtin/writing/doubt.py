"""What speaks against writing although the words of a write are there.

Looked for in the words outside names, quotes, titles and notes. A doubt is no guess at what is
meant: it only says why the message is not surely a wish to write now.
"""

from __future__ import annotations

import re
from typing import Literal

from agent.models.builtin.names.entry import Entry
from agent.models.builtin.questions import ask
from agent.models.builtin.reply import StepEndError, say
from agent.models.builtin.request import Request
from agent.models.builtin.writing.wording import COURTEOUS, STATEMENT

Doubt = Literal["negated", "asked", "conditional", "reported", "planned", "unsure", "changed"]

_SPEAKS = (
    r"(?:said|says|told|tells|claims?|claimed|thinks?|thought|mentioned|reckons?|believes?|"
    r"agreed|decided|promised|suggested|proposed|asked|wants(?! (?:an?|another)\b)|hopes)"
)
_WORK = (
    r"(?:work|spend|do|be|finish|log|book|track|need|take|start|put in|get|have|continue|use|"
    r"probably|still|only|then|also|maybe|likely)"
)
_ASKS = (
    r"(?:how|what|what's|who|which|when|where|why|whose|did|does|do (?:i|we|you|they)|is|are|"
    r"was|were|has|"
    r"have (?:i|we|you|they)|had|am|should|shall|must|may|might|isn't|wasn't|didn't|hasn't|"
    r"haven't)\b"
)
_RULES: tuple[tuple[Doubt, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))  # type: ignore[misc]
    for kind, pattern in (
        ("negated", r"\b(?:don't|dont|do not|doesn't|didn't|did not|does not|never|nobody|no one|"
                    r"haven't|have not|hasn't|has not|wasn't|weren't|isn't|cannot|can't|won't|"
                    r"will not|shouldn't|should not|not|no longer|stop|without logging|except|"
                    r"nothing)\b"),
        ("changed", r"\b(?:delete|remove|undo|cancel|revert|replace|rename|overwrite|correct|"
                    r"instead|rather than|but (?:it )?should|move .* (?:to|from)|change .* to)\b"),
        ("conditional", r"\b(?:if|unless|whether|in case|suppose|supposing|assuming|imagine|"
                        r"hypothetically|what happens|as soon as|once (?:i|we|he|she|they|the)|"
                        r"provided|when (?:i|we|he|she|they)(?:'m|'re|'s| am| is| are|'ve|"
                        r" have| has)? (?:done|finished|back|ready|through))\b"),
        ("conditional", r"\b(?:check with|run it by|ask|clear it with|tell) me (?:first|before)\b|"
                        r"\b(?:hold on|hold off|wait) (?:with (?:it|that|this) )?"
                        r"(?:for|until|till)\b|"
                        r"\bbefore you (?:do|create|log|add|book|set|make|enter)\b|"
                        r"\bask me first\b"),
        ("reported", rf"(?:^|[a-z\x01] |\x01)\s*{_SPEAKS}\b(?! down)"
                     r"(?! (?:(?:me|us|you) )?(?:please|to (?:log|enter|book|put|add|record|track|"
                     r"note|register|write)\b))|"
                     r"\baccording to\b|\b(?:heard|apparently|allegedly|supposedly)\b"),
        ("unsure", r"\b(?:thinking (?:out )?a?loud|(?:would|does) it make sense|"
                   r"maybe|perhaps|possibly|probably|not sure|unsure|i think|i guess|i "
                   r"believe|i suppose|might|something like|or so|ish|somewhere between|can't "
                   r"remember|don't know|dunno|no idea)\b"),
        ("planned", rf"\b(?:i|we|he|she|they|\x01)(?:'ll|'d)? ?(?:will|shall|am going to|is "
                    rf"going to|"
                    rf"are going to|'m going to|'re going to|going to|gonna|plan to|plans to|"
                    rf"planning to|intend to|hope to|want to work|wants to work|expect to|expects "
                    rf"to|would like to work|am about to|have to work|need to work|must work|"
                    rf"should work|ought to)\b|\bi'll {_WORK}\b|\bgoing to (?:work|spend|do)\b|"
                    rf"\b(?:will|shall) {_WORK}\b(?! (?:you|u)\b)(?<!will you)|"
                    rf"\x01 (?:should|must|needs to|has to|ought to|shall|can|could|may)\b"),
    )
)  # fmt: skip


# "She promised them photos, so please create ...": what was said is only the reason.
_TOLD = re.compile(
    r"\b(?:please|pls|(?:can|could|would) you|so (?:i|we) (?:need|want)|so (?:i|we)'d like|"
    r"so (?:create|add|make|log|book|put|let's))\b|[:,-]\s+(?:create|add|make|log|book|put)\b"
)


_POLITE = re.compile(
    r"\b(?:can|could|would|will) (?:you|u|we|i|someone|somebody|anyone|anybody)\b|\bplease\b|"
    r"\bpls\b|\bmay i\b|\bmind\b|"
    # "Mine is missing, add it?"
    r"(?:^|[,.;:!-] |\band )(?:then |so |just )*(?:log|add|book|put|note|enter|record|track|write)"
    r"(?: (?:it|that|this|them))?(?: (?:in|down|up))?\W*$"
)


def doubt_about(plain: str, command: str) -> Doubt | None:
    """Why this is not surely a wish to write, or None.

    ``plain`` is the folded message with names, quotes and free text blanked; ``command`` the same
    from its first telling word on.
    """
    shadow = COURTEOUS.sub(lambda match: " " * len(match.group()), plain)
    told = COURTEOUS.sub("", command).strip(" ,")
    if re.match(_ASKS, told) and not re.match(STATEMENT, told):
        return "asked"
    for kind, pattern in _RULES:
        match = pattern.search(shadow)
        told_after = match and kind == "reported" and _TOLD.search(shadow, match.end())
        if match and not told_after:
            return kind
    polite = _POLITE.search(plain)
    if plain.rstrip(" )\"'").endswith("?") and not polite:
        return "asked"
    return None


_YES = Entry("task", 0, "Yes, prepare it as I said it")


def doubtful(request: Request, doubt: Doubt, done: str) -> StepEndError:
    """The answer to a message that a doubt stands against. ``done``: what would be done to it."""
    if doubt == "negated":
        return say(f"All right, nothing is {done}.")
    if doubt == "changed":
        return say(
            "I cannot change or remove what is in Paymo; that is done there. I can log new time "
            "and create tasks: please say that on its own."
        )
    if doubt == "planned":
        question = "That sounds as if it is still to come. Shall I prepare it now all the same?"
    elif doubt == "reported":
        question = "That is what was said, not what you asked me to do. Shall I prepare it?"
    elif doubt == "asked":
        question = f"Is that a question, or shall it be {done}?"
    else:
        question = f"You do not sound sure. Shall it be {done} as you said it?"
    return ask(request, question, key="sure", options=[_YES])
