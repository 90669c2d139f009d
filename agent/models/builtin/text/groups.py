"""What figures are split by: "by client", "per week", "which project", "who"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.models.builtin.text.fold import Span
from agent.models.builtin.text.measures import LEAST, MOST
from agent.models.builtin.text.numbers import SMALL

Kinds = Sequence[tuple[str, str]]

_RECORDS: Kinds = (
    ("client", r"debtors?|clients?|customers?|company|companies|accounts?"),
    ("project", r"projects?"),
    ("task", r"tasks?"),
    (
        "user",
        r"persons?|people|users?|employees?|(?:team )?members?|colleagues?|staff|consultants?"
        r"|assignees?|designers?|developers?|heads?|of us",
    ),
)
_TIMES: Kinds = (
    ("weekday", r"weekdays?|days? of the week"),
    ("date", r"days?(?! of the week)|dates?"),
    ("week", r"weeks?|cw"),
    ("month", r"months?(?![ -]end)"),
    ("quarter", r"quarters?"),
    ("year", r"years?"),
)
_TIME_KINDS = tuple(kind for kind, _ in _TIMES)
_GROUPS: Kinds = (
    *_RECORDS,
    *_TIMES,
    ("currency", r"currency|currencies"),
    ("status", r"status(?:es)?"),
)
_ADVERBS: Kinds = (("date", r"daily|day by day"), ("week", r"weekly|week by week"),
                   ("month", r"monthly|month by month"), ("quarter", r"quarterly"))  # fmt: skip
# "Time on the tasks of the app": of each.
_PLURALS: Kinds = (("client", "clients|customers"), ("project", "projects"), ("task", "tasks"))
_OF_EACH = (
    r"\b(?:time|hours) (?:on|for|of|across) (?:(?:all|the|our|different|single) )*(?:{words})\b"
)
_BY = r"by|per|for each|each|every|grouped by|across"
# "Of each active project", "for every one of our clients".
_THE = r"(?:(?:one of|of|the|our|my|these|those|active|open|running|current|single)\s+)*"
_WHICH = (
    r"time[- ](?:consuming|intensive)|which|what|whose|(?:top|bottom)(?: \w+)?|biggest|largest|"
    r"busiest|quietest|slowest|smallest|best|worst|highest|lowest|greatest|strongest|weakest|"
    # "Our most valuable clients"; "who has the most open tasks" counts them.
    r"(?<!has )(?<!has the )(?<!have )(?<!have the )(?<!got )(?<!got the )(?:most|least) \w+"
)
_WHICH_OF_THEM = (
    r"\brank(?:ing|ed|s)?(?: list)?(?: of)? (?:(?:the|our|all|my) )*(?:{words})\b|"
    r"\b(?:{words}) (?:ranked|sorted|ordered|ranking)\b|"
    r"\b(?:{words}) (?:sorted |ranked |ordered )?by (?:hours|time|effort)\b|"
    rf"\b(?:{_WHICH})\s+(?:of\s+)?(?:(?:the|our)\s+)?(?:\w+\s+)?(?:{{words}})\b"
)
_WHICH_TIME = (
    r"\b(?:which|what|busiest|best|longest|shortest|quietest|slowest|strongest|weakest)\s+"
    r"(?:was )?(?:the )?(?:\w+ )?(?:{words})\b(?! (?:is|was) it)"
)
# "Rank the clients by hours", "the 5 tasks that ate most time", "projects with the most hours".
_RANKED = (
    rf"(?:rank(?:ings?)?|sort|order|league table|leaderboard)(?: (?:of|for))?(?: up)?"
    rf"(?: (?:all|the|our|my|{SMALL}))*",
    r"(?:among|amongst|of)(?: (?:all|the|our|my))+",
    r"(?:[a-z]+ )?(?:that|which|who|with|by|ranked|sorted|ordered|we|has|have|had)",
)
_WHO = re.compile(
    r"\b(?:who|whom|(?:nobody|no one|noone)(?= (?:has |have )?(?:log|work|track|book|did))|"
    r"anyone|anybody|somebody|everyone|everybody)\b"
)


def group_spans(text: str) -> list[Span]:
    """Where the words stand that split figures: "by client"."""
    words = "|".join(words for _, words in _GROUPS)
    pattern = re.compile(rf"\b(?:split |grouped? |broken down )*(?:{_BY})\s+{_THE}(?:{words})\b")
    return [match.span() for match in pattern.finditer(text)]


# "Viewed by the client" says who did it.
_DONE_BY = re.compile(
    r"\b(?!(?:grouped|sorted|ordered|ranked|added|totall?ed|summed|listed|split) )[a-z]+(?:ed|en) "
    r"by (?:the|our|that|this) (?:clients?|customers?|company)\b"
)


_ACROSS = (
    r"(?:over|among|amongst|between) (?:(?:the|our|all) )*"
    rf"(?=(?:{'|'.join(words for _, words in _PLURALS)}|people)\b)"
)
_KINDS = "|".join(f"(?P<{kind}>{words})" for kind, words in _GROUPS)
_SPLIT = re.compile(rf"\b(?:(?:{_BY})\s+{_THE}|{_ACROSS})(?:{_KINDS})\b")
_FURTHER = re.compile(
    rf"\s*(?:(?:(?:[,/&+]|and|then|x|within)\s*)+(?:(?:{_BY})\s+)?|(?:{_BY})\s+){_THE}"
    rf"(?:{_KINDS})\b"
)
# "Who worked on which project?", "... and for which clients?"
_ALSO_ASKED = r"\bwho\b.*\b(?:on|for|in|at|to) (?:which|what|whose) (?:{words})\b"


def says_split(text: str) -> bool:
    """Whether "by client", "per person", "daily" is said in so many words."""
    return _SPLIT.search(text) is not None or bool(_first(_ADVERBS, r"\b(?:{words})\b", text))


def find_splits(text: str) -> tuple[str, ...]:
    """All that figures are split by, in the order said: "per person and month"."""
    text = _DONE_BY.sub(" ", text)
    found: list[str] = []
    place = _SPLIT.search(text)
    while place:
        found.append(place.lastgroup or "")
        place = _FURTHER.match(text, place.end()) or _SPLIT.search(text, place.end())
    also = _first(_RECORDS, _ALSO_ASKED, text)
    if found and {*found} <= {*_TIME_KINDS}:
        # "The top client of each month".
        found.append(_first(_RECORDS, _WHICH_OF_THEM, text))
    if also or (found and {*found} <= {*_TIME_KINDS} and _WHO.search(text)):
        found.insert(0, "user")
    first = found[0] if found else _asked_for(text)
    adverb = _first(_ADVERBS, r"\b(?:{words})\b", text)
    return tuple(kind for kind in dict.fromkeys((first, *found, also, adverb)) if kind)


def _asked_for(text: str) -> str:
    """What "which project", "who", "rank the clients" ask the figures to be split by."""
    return (
        _first(_RECORDS, _WHICH_OF_THEM, text)
        or _first(_PLURALS, _OF_EACH, text)
        or _ranked(text)
        or _time_asked(text)
        or _first(_ADVERBS, r"\b(?:{words})\b", text)
        or ("user" if _WHO.search(text) else "")
    )


def _first(kinds: Kinds, pattern: str, text: str) -> str:
    """The first kind whose words stand in the pattern's place of them."""
    for kind, words in kinds:
        if re.search(pattern.replace("{words}", words), text):
            return kind
    return ""


def _ranked(text: str) -> str:
    """What is put in an order: "rank the clients", "the projects with most hours"."""
    ranking, among, told = _RANKED
    pattern = rf"\b{ranking} (?:\w+ )?(?:{{words}})\b"
    if MOST.search(text) or LEAST.search(text):
        pattern += rf"|\b{among} (?:{{words}})\b|\b(?:{{words}}) {told}\b"
    return _first(_RECORDS, pattern, text)


def _time_asked(text: str) -> str:
    """The stretch of time that is asked for: "which day", "the month with the most hours"."""
    pattern = _WHICH_TIME
    if (MOST.search(text) or LEAST.search(text)) and not _WHO.search(text):
        pattern += r"|\bthe (?:\w+ )?(?:{words})\b"
    return _first(_TIMES, pattern, text)
