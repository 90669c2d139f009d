"""How the slots of a new task are said, as patterns over a coded message.

Each is tried at the end of what follows the title and at the beginning of what comes before it.
"""

from __future__ import annotations

import re

from agent.models.builtin.writing.coded import (
    DAY,
    LENGTH,
    PEOPLE,
    PERIOD,
    PERSON,
    PLACE,
    QUOTED,
)

_SEP = r"(?:^|[\s,;.!?(/|\x01-]+(?:and\s+|with\s+|w/\s*|plus\s+|also\s+)*)"
_IT = (
    r"(?:(?:it|this|that|which|they|them|all|both|each)(?:'s| is| are| should be| must be| has to "
    r"be)?\s+)?"
)
_LEVEL = r"(?P<level>critical|highest|high|top|urgent|normal|medium|standard|lowest|low)"
_APART = r"(?:\s*[,;(/|]|\s+-(?=\s)|[.!?](?=\s))\s*"
_NAMED = r"[^,;:.()\"']"

_PLACES = (
    rf"{_SEP}{_IT}(?:(?:belongs?|goes?|go)\s+)?(?P<word>in|into|to|onto|on|under|for|within|at|of|from|inside|@)\s*(?:the\s+|"
    rf"our\s+)?"
    rf"(?:(?:(?:to-?do|task)\s+)?list\s+(?:of|for|in)\s+(?:the\s+)?)?"
    rf"(?:project\s+|client\s+|customer\s+|team\s+)?[\"']?(?P<place>{PLACE})[\"']?(?:'s)?"
    rf"(?:\s+(?:project|client|account|board|team|list|backlog))?",
    rf"[\s]*[,;(/|.-]+\s*(?:project|client|customer)?\s*[:=]?\s*[\"']?(?P<place>{PLACE})[\"']?"
    rf"(?:\s+(?:project|client))?",
    rf"{_SEP}(?:the\s+)?(?:project|client|customer)\s*(?:is|"
    rf"[:=])?\s*[\"']?(?P<place>{PLACE})[\"']?",
    rf"{_SEP}(?P<word>in|into|to|under|for)\s+(?:the\s+)?(?:project\s+)(?P<stranger>[\w&'-]+(?: "
    rf"[\w&'-]+)?)",
    rf"{_SEP}(?P<word>in|into|to|under)\s+(?:the\s+)?(?P<stranger>[\w&'-]+(?: "
    rf"[\w&'-]+)?)\s+project",
)
_ASSIGN = (
    r"(?:(?:please\s+)?(?:assign(?:ed|ing)?|give|hand|delegate|allocate|goe?s?)"
    r"(?:\s+(?:it|this|that|them|these|both|all|all of them|them all|both of them))?(?:\s+to)?|"
    r"assignees?|owner|responsible|person|who)\s*[:=]?"
)
# Words that say the person asking will do it.
MINE = re.compile(
    r"\b(?:(?:on|onto|to|for) my (?:own )?(?:plate|list|desk|pile|name|to-?do list)|mine|"
    r"to self|to myself|(?:for|by|(?:assign(?:ed)?|give)(?: it| this)? to) (?:me|myself)|"
    r"i(?:'ll| will| can| am going to)? (?:do|take|handle|own)(?: care of)?(?: it| this| that)?|"
    r"i (?:want|have|need|would like) to (?:do|take|handle|finish) (?:it|this|that))\b"
)
BILLING_WORDS = r"non[- ]?billable|not\s+billable|un-?billable|billable"
_OWNERS = (
    rf"{_SEP}{_IT}(?P<mine>{MINE.pattern})",
    rf"{_SEP}{_IT}(?:on|onto|to|for)\s+(?P<people>{PERSON}+)'s\s+(?:plate|list|desk|pile|name|"
    rf"to-?do list)",
    rf"{_SEP}{_IT}{_ASSIGN}\s+(?P<people>{PEOPLE})",
    rf"{_SEP}{_IT}(?:to be done by|done by|for)\s+(?P<people>{PEOPLE})",
    rf"{_APART}(?:(?:both|all|each)\s+)?(?P<people>{PEOPLE})",
    rf"{_APART}{_IT}(?:all\s+)?(?:on|with|by)\s+(?P<people>{PEOPLE})",
    rf"{_SEP}all\s+(?:of them\s+)?(?:on|for|by|to)\s+(?P<people>{PEOPLE})",
    rf"{_SEP}(?P<people>{PEOPLE})\s+(?:(?:should|will|would|can|must|has to|have to|needs to|is "
    rf"going to|is|to)\s+)?(?:do(?:es)?|handles?|takes?(?: care of)?|owns?|gets?|works? on|on|"
    rf"leads?|shares?|has|have|be (?:doing|responsible(?: for)?|assigned)|"
    rf"responsible(?: for)?|assigned)(?:\s+to)?(?:\s+(?:it|this|that|them|all of them))?",
    rf"{_SEP}{_ASSIGN}\s+(?P<stranger>[\w'-]+(?: [A-Z][\w'-]+)?)",
)
_DUE = (
    rf"{_SEP}{_IT}(?:to be (?:done|finished|ready|completed)\s+|needs? to be (?:done|finished|"
    rf"ready)\s+|"
    rf"(?:done|finished|ready|completed)\s+|due\s+date\s*[:=]\s*|due\s*[:=]\s*|"
    rf"deadline\s*[:=]?\s*)?"
    rf"(?P<day>[{DAY}{PERIOD}]+)",
    rf"{_APART}{_IT}(?:delivery|delivered|deliver|wanted|needed|target|finish|latest)\s*(?:date)?"
    rf"\s*[:=]?\s*(?P<day>[{DAY}{PERIOD}]+)",
)
_PRIORITY = (
    rf"{_SEP}{_IT}(?:make it\s+)?(?:an?\s+|the\s+)?(?:very\s+)?{_LEVEL}[\s-]*(?:priority|"
    rf"prio)(?:\s+(?:task|one))?",
    rf"{_SEP}{_IT}(?:set\s+)?(?:the\s+)?(?:priority|prio)\s*(?:is|to|of|:|=)?\s*{_LEVEL}",
    rf"(?:^\s*|\s*[,;.(/|-]\s*|(?<=[{DAY}{PERIOD}])\s+){_IT}(?:make\s+it\s+)?(?:very\s+)?"
    rf"(?P<level>urgent|critical|"
    rf"high|low)",
)
_BILLING = (
    rf"{_SEP}{_IT}(?:not\s+to\s+be\s+)?(?P<billing>{BILLING_WORDS})"
    rf"(?:\s*[:=]?\s*(?P<flag>yes|no|true|false))?(?:\s+(?:task|one))?",
)
_BUDGET = (
    rf"{_SEP}{_IT}(?:an?\s+|the\s+)?(?:time\s+|hour\s+)?(?:budget(?:ed)?|"
    rf"estimate[d]?(?:\s+time)?|max(?:imum)?|"
    rf"(?:should\s+|will\s+)?takes?|planned)\s*(?:of|is|at|to|with|[:=])?\s*(?:about\s+|max\s+|"
    rf"around\s+)?"
    rf"(?P<length>{LENGTH}+)",
    rf"{_SEP}(?:an?\s+|the\s+)?(?P<length>{LENGTH}+)\s*(?:time\s+)?(?:budget(?:ed)?|"
    rf"estimate[d]?|max|tops|at\s+(?:the\s+)?most|"
    rf"of\s+(?:work|budget)|planned)",
    rf"{_APART}(?:about\s+)?(?P<length>{LENGTH}+)",
    rf"[\s,;]+(?:with|w/)\s*(?P<length>{LENGTH}+)",
)
_LISTS = (
    rf"{_SEP}(?:in|into|to|onto|on|under|from)\s+(?:the\s+|our\s+)?(?:(?:task ?list|list|column|"
    rf"section)\s+)"
    rf"(?!(?:for|of|in|to|by)\b)(?:called\s+|named\s+)?[\"']?(?P<list>{_NAMED}{{1,40}}?|{QUOTED}+)[\"']?",
    rf"{_SEP}(?:in|into|to|onto|on|under)\s+(?:the\s+|our\s+|"
    rf"its\s+)?(?!(?:the|our|its)\b)[\"']?(?P<list>{_NAMED}{{1,30}}?|"
    rf"{QUOTED}+)[\"']?\s+(?:task ?list|list|column|section)",
    rf"\s*[,;(/|]\s*(?:task ?list|list|column|section)\s*(?:called\s+|named\s+|[:=])?\s*[\"']?"
    rf"(?P<list>{_NAMED}{{1,40}}?|{QUOTED}+)[\"']?",
)
# "No deadline yet", "nobody assigned": a slot that is left empty on purpose.
LEFT_EMPTY = (
    r"(?:not|nothing) (?:so |very |that |too )?(?:urgent|important)(?: at all)?|"
    r"(?:nobody|no one)(?: is)? (?:assigned|on it)(?: yet)?|unassigned(?: for now)?|"
    r"(?:no |without (?:an? |any )?)(?:(?:due |end |fixed |special |particular )?"
    r"(?:dead ?line|date|budget|assignee|owner|priority|estimate|description|note)|hurry|rush)"
    r"(?: (?:yet|so far|for now))?"
)
_COURTESY = (
    rf"{_SEP}(?:please|pls|plz|thanks?(?: you)?(?: a lot| so much| very much)?|thx|cheers|ta|"
    r"if possible|if you can|asap please|ok|okay|mate|will you|would you|could you|can you|"
    rf"for now|today please|{LEFT_EMPTY})",
)
_GROUPS = (
    ("place", _PLACES),
    ("owner", _OWNERS),
    ("due", _DUE),
    ("priority", _PRIORITY),
    ("billing", _BILLING),
    ("budget", _BUDGET),
    ("list", _LISTS),
    ("courtesy", _COURTESY),
)
AT_END = [
    (kind, re.compile(rf"(?:{pattern})[\s,;.!?)\"\x01]*$"))
    for kind, group in _GROUPS
    for pattern in group
]
# What stands before a title; a title may begin with "High priority" or "Friday" itself.
_BEFORE = (
    (
        "place",
        (
            rf"\s*(?:the\s+|our\s+)?(?:project\s+|client\s+)?[\"']?(?P<place>{PLACE})[\"']?(?=\s*(?:[:,]|-\s|"
            rf"(?:needs?|wants?|gets?|should get|should have)\b))",
            *_PLACES[:1],
            *_PLACES[2:],
        ),
    ),
    ("owner", (*_OWNERS[:4], rf"\s*(?:to|by)\s+(?P<people>{PEOPLE})(?!\s+(?:should|will))")),
    ("due", (rf"\s*(?P<day>[{DAY}{PERIOD}]+)",)),
    (
        "list",
        (
            _LISTS[1],
            *(rf"(?:{pattern})(?=\s*(?:[:,]|called|named|titled))" for pattern in _LISTS[::2]),
        ),
    ),
    ("priority", tuple(rf"\s*with\s+{pattern}" for pattern in _PRIORITY[:2])),
    ("budget", tuple(rf"\s*with\s+{pattern}" for pattern in _BUDGET[:2])),
)
AT_START = [
    (kind, re.compile(rf"[\s,]*(?:{pattern})(?=\s|[,;:.)-]|$)"))
    for kind, group in _BEFORE for pattern in group
]  # fmt: skip
PLACE_INSIDE = re.compile(
    rf"\s(?:in|into|to|under|for|within|inside)\s+(?:the\s+|our\s+)?(?:project\s+|"
    rf"client\s+)?(?:{PLACE})"
)
