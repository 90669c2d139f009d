"""What somebody or some day named beside a new task is to it: who does it, or who is only told of;
when it is due, or when something else happens. Patterns over a coded message."""

from __future__ import annotations

import re

from agent.models.builtin.text.fold import BLANK, Span
from agent.models.builtin.writing.coded import DAY, LENGTH, PERIOD, SIGNS

_END = rf"[\s{BLANK}]*(?:[,;:.!?()/|-]|$)"
_TOLD_BEFORE = re.compile(
    r"\b(?:from|with|about|than|after|before|without|via|see|met|called|told|asked|like|unlike|"
    r"phone|phoned|emailed|(?:spoke|talk\w*|spoken|speaking|promised|said|wrote|listen\w*|"
    r"according|thanks|due) (?:to|with))\s+(?:the\s+)?$"
)
_TOLD_AFTER = re.compile(
    r"\s+(?:(?:just|also|already|now|only|once|again|has|had|have|is|was|are|were) )*"
    r"(?:said|says|told|tells|asked|asks|asking|called|calls|calling|mentioned|noticed|notices|"
    r"found|finds|thinks?|thought|reported|reports|reporting|suggested|complain\w*|wrote|saw|"
    r"(?:wants?|would like|needs?)(?! (?:an?|another|one|\w+ more) )|remind\w*|hate\w*|liked?|"
    r"here|short|ill|sick|away|off|on (?:holiday|leave|vacation)|busy|unhappy|happy|angry|"
    r"[a-z]{3,}ed)\b"
)
# What somebody does beside the task, or what is done to them.
_ASIDE = (
    "approve|review|check|see|sign|know|need|like|pay|love|hate|read|call|be|stay|leave|wait|agree|"
    "not|never"
)
_DOES = (
    r"(?:should|must|needs? to|has to|have to|ought to|shall|is to|is going to) "
    rf"(?!(?:{_ASIDE})\b)|"
    r"(?:will|can|could|'ll) (?:(?:please|also|then|both) )*(?:do|take|handle|own|look after|"
    rf"(?!(?:{_ASIDE})\b)[a-z]+ (?:it|this|that|them))|"
    r"(?:is|are) (?:on|responsible|assigned|in charge|the (?:owner|assignee|one))|gets?|does|do|"
    r"takes?|owns?|handles?|leads?|shares?|looks? after|has until|have until|"
    rf"(?:has|have|gets?) (?:about |max |up to |got )*[{LENGTH}{DAY}{PERIOD}]|needs? an?|wants? an?"
)
_DOES_AFTER = re.compile(
    rf"[\s,]*(?:both |together |then |please )*(?:(?:{_DOES})(?:(?<= )|(?![\w'-]))|"
    r"to (?!me\b|us\b)[a-z]|"
    r"(?!is\b|was\b|has\b)[a-z]+s (?:it|this|that|them|these|both)\b|"
    r"'s (?:plate|list|desk|pile|name|to-?do|job|turn|task))"
)
_GIVEN_BEFORE = re.compile(
    r"(?:\b(?:for|to|by|on|task of|assign\w*|give|hand|delegate|owner|assignee|responsible|person|"
    r"who|have|let|get|want|need|ask|remind|tell|put|make|is|it's|both|doer|name)|[:=@>])"
    r"(?:\s+(?:it|this|that|them|the same))?(?:\s+(?:is|to|for|on|should be|will be))?\W*$"
)
# "For Anna's team" is for others than Anna.
_OF_THEIRS = re.compile(r"'s\s+(?!plate|list|desk|pile|name|to-?do|job|turn|task|board)[a-z]")
_DENIED = re.compile(r"\b(?:not|nor|except|never|instead of|rather than|no)\s+(?:for |to |by )?$")
_BEGINS = re.compile(r"\b(?:from|since|starting|start|starts|begin|begins|after)\s+(?:on\s+)?$")
_STARTS = re.compile(r"\b(?:start|begin|kick)(?:s|ing)?\b")
# "Before the launch", "ahead of our board meeting": what happens on the day that follows.
OF_EVENT = re.compile(
    r"\b(?:before|after|ahead of|prior to|in time for|in preparation for|during|until|following)"
    rf"(?: (?:the|our|their|his|her|my|a))?(?: [\w{SIGNS}&'-]+){{1,3}}\s*$"
)


def is_told_of(text: str, span: Span) -> bool:
    """Whether whoever is named here said something, was spoken to, or is away."""
    told = _TOLD_BEFORE.search(text, 0, span[0]) or _TOLD_AFTER.match(text, span[1])
    return told is not None and _DOES_AFTER.match(text, span[1]) is None


def does_after(text: str, place: int) -> bool:
    """Whether the words from here on say that whoever stands before them does it."""
    return not text[place:].lstrip(" ,").startswith("to ") and bool(_DOES_AFTER.match(text, place))


def is_doer(text: str, span: Span) -> bool:
    """Whether these people are given the task, do it, or stand alone between marks."""
    before, after = text[: span[0]], text[span[1] :]
    if _DENIED.search(before) or _OF_THEIRS.match(after):
        return False
    alone = re.search(rf"(?:^|[,;:.!?()/|-]|[{SIGNS}]|\band)[\s{BLANK}]*$", before) and re.match(
        rf"{_END}|\s+(?:in|on|by|until|due|for|please|together|and)\b|\s*[{SIGNS}]", after
    )
    given = _GIVEN_BEFORE.search(before) or (
        before.rstrip()[-1:] == BLANK and re.match(_END, after)
    )
    return bool(_DOES_AFTER.match(after) or given or alone)


def is_start(text: str, span: Span) -> bool:
    """Whether something begins on the day said here, or happens after it."""
    clause = (
        re.split(r"[,;.!?()]", text[: span[0]])[-1] + re.split(r"[,;.!?()]", text[span[1] :])[0]
    )
    return bool(_BEGINS.search(text, 0, span[0]) or _STARTS.search(clause))


def is_event(text: str, span: Span) -> bool:
    """Whether the day is that of something else: "before the launch on 3 May"."""
    return OF_EVENT.search(text, 0, span[0]) is not None


_DUE_BEFORE = re.compile(
    r"\b(?:due|deadline|by|until|till?|latest|finish\w*|done|ready|deliver\w*|needed|wanted)\b"
    r"[\s:=]*(?:it |date |is |on |by |for |for the |the )*[\s:=]*$"
)
_DUE_AFTER = re.compile(r"[\s,]*(?:at the )?(?:latest|deadline)\b")


def is_deadline(text: str, span: Span) -> bool:
    """Whether words beside the day say that it is the last one."""
    return bool(_DUE_BEFORE.search(text, 0, span[0]) or _DUE_AFTER.match(text, span[1]))
