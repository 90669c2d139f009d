"""Words by which a follow-up changes the question before: narrower, wider, shifted, split."""

from __future__ import annotations

import re

from agent.models.builtin.request import Request

NARROWS = re.compile(
    r"\b(?:of (?:those|them|these|that|this|it|which)|which (?:ones?|of)|"
    r"(?:those|these|the \w+|\w+) ones|ones\b|"
    r"only|just|any of|among (?:those|them|these))"
)
LISTS = re.compile(
    r"\b(?:which (?:ones?|are (?:they|those|these))|(?:list|show|name) (?:me )?(?:them|those|these|"
    r"all(?: of (?:them|those))?)|what are they|who are they|the details)\b"
)
WIDER: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("client", "project", "task"),
        r"all (?:of )?(?:the |our )?(?:clients|customers)|(?:every|any) (?:client|customer)|"
        r"across (?:all )?(?:clients|customers)",
    ),
    (
        ("project", "task"),
        r"all (?:of )?(?:the |our )?projects|every project|across (?:all )?projects",
    ),
    (
        ("user",),
        r"everyone|everybody|the (?:whole|entire) team|all (?:of )?(?:the )?(?:people|team|users|"
        r"employees|staff)|all of us",
    ),
    (
        ("client", "project", "task", "user"),
        r"overall|in general|the (?:whole|entire) (?:agency|company|account)|(?<!is )(?<!has )"
        r"(?<!was )(?<!are )(?<!have )(?:all of (?:them|those|it)|everything)"
        r"(?! (?:been|paid|done))",
    ),
)
# What the last follow-up left out is wanted again.
BACK_TO_ALL = re.compile(r"\b(?:all of (?:them|those|it)|everything|back to all|all again)\b")
SHIFTED = re.compile(
    r"\b(?:the )?(?P<unit>day|week|month|quarter|year) (?P<way>before|after)(?: that)?\b"
    r"|\b(?:the )?(?P<other>previous|preceding|prior|following) "
    r"(?P<of>day|week|month|quarter|year)\b"
    r"|\b(?:the )?(?:one )?(?P<alone>before) (?:that|it)\b"
    r"|\bthe same (?:period|time|month|week|quarter)(?: of)? last (?P<back>year)\b"
)
# "On which projects?", after a figure: split it by them.
SPLITS = re.compile(
    r"\s*(?:and |but |so |ok )*(?:for |on |by |in |with |to |from )?(?:which|what|whose) (?P<noun>"
    r"clients?|customers?|projects?|tasks?|people|persons?|users?|days?)"
    r"(?: (?:was|were|is|are) (?:that|this|it|those|these)(?: (?:on|for|in|with|by))?|"
    r" did (?:that|this|it|those|these|they|he|she|we|i)(?: (?:go|do|work|spend|log|book|put|"
    r"that|this|it|them))*(?: (?:on|for|in|into|to|with))?)?\W*$"
    r"|\s*(?:and |but |so |ok )*(?:what (?:on|for)|on what|doing what|what exactly)\W*$"
)
# "And mine?": the same of the person who asks.
MINE = re.compile(
    r"^\W*(?:(?:and|ok|so|what about|how about|the same for|same for|for|only|just)\s+)+"
    r"(?:me|mine|myself|my own(?: ones)?|my ones)\W*$"
)
# "And the rest?": what the last state left out.
REST = re.compile(
    r"^(?:(?:and|so|ok|but|what about|how about|show|list|give me)\b\W*)*(?:all )?(?:the|those) "
    r"(?:rest|remainder|remaining(?: ones)?|other ones|others)\b"
)
# Words that do something to any question: an order, a unit, a person asked for.
WORKS = re.compile(
    r"\b(?:sort|order|rank|who|whose|in (?:hours|days|detail)|with|without|"
    r"excluding|except|apart|besides)\b"
)

# A noun that is somebody's or some project's, without a word of whose.
THE_ONE = re.compile(
    r"\bthe (?:\w+ )?(?:project|client|customer|team|budget|deadline|manager|contact|kick-?off|"
    r"launch|go-?live|milestones?|members|task lists?|handover|status)\b"
    r"(?! (?:of|for|from|on|in|at)\b)|"
    r"\b(?:budget|(?:hours|time) (?:(?:is|are|do we have) )?(?:still )?(?:left|remaining))\b"
    r"(?! (?:of|for|on|in)\b)"
)
OF_ALL = re.compile(
    r"\b(?:all|every|any|overall|across|our|altogether|whole|entire)\b(?! (?:of )?(?:it|them|"
    r"that|there|open|overdue|tasks|invoices|hours|milestones)\b)|\b(?:which|what|whose) "
    r"(?:clients?|customers?|projects?|people)\b"
)


# "How many hours did we all log?": said of everybody and everything there is.
OF_EVERYBODY = re.compile(
    rf"{OF_ALL.pattern}|\b(?:we|us|they) all\b|\ball (?:of )?(?:us|together|our)\b|"
    r"\b(?:everyone|everybody|in total|altogether)\b"
)


def widened_kinds(message: Request) -> list[str]:
    """The kinds of record of which a message wants all."""
    return [kind for kinds, words in WIDER if message.says(words) for kind in kinds]
