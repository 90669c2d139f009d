"""What a request wants done with its figures: an average, a share, sides set against each other."""

from __future__ import annotations

import re
from datetime import date

from agent.models.builtin.text.calendar import Period, period_moved

# Words that set one thing against another; "5k or more" is a bound, and no bound is looked at here.
COMPARATIVE = (
    r"more(?! (?:details?|info\w*|about)\b)|less|fewer|higher|lower|bigger|larger|smaller|greater|"
    r"better|worse|longer|shorter|busier|quieter|stronger|weaker|slower|ahead|cheaper|dearer|pricier"
)
SUPERLATIVE = (
    r"most|least|fewest|highest|lowest|biggest|largest|smallest|best|worst|longest|shortest|busiest|"
    r"quietest|heaviest|lightest"
)
# "Did it go up or down from March to April?"
CHANGED = (
    r"(?:go|went|gone|going) (?:up|down)|up or down|(?:in|de)creas(?:e|ed|ing)|"
    r"gr(?:ow|ew|own|owing)|rose|risen|dropp?(?:ed)?|fell|fallen|changed?"
)
_EITHER = r"or\b(?! (?:more|less|fewer|so|higher|lower|later|earlier|longer|not|no)\b)"
_OR = rf"(?:{COMPARATIVE}|{SUPERLATIVE})\b[^?]*\b{_EITHER}|{_EITHER}[^?]*\b(?:{COMPARATIVE}|" \
      rf"{SUPERLATIVE})"  # fmt: skip
_ASKS = (
    ("average", re.compile(r"\b(?:on average|averages?|averaged|avg|typical(?:ly)?|the mean|"
                           r"mean (?:of|value|amount|invoice|size|total|bill|price))\b")),
    ("share", re.compile(r"\b(?:percent(?:age)?s?|proportions?|(?:what|which|the|biggest|largest) "
                         r"(?:share|fraction)|share of|"
                         r"(?:billable|un-?billed|internal) share|ratio|"
                         r"(?:what|which|how (?:big|large) an?) "
                         r"(?:part|portion|slice|chunk)(?: of|\s*\x01))|%|"
                         r"^\W*(?:the |our |his |her )?share\b")),
    ("since", re.compile(r"\b(?:since when|(?:since|for) how long|how (?:long|late|old))\b")),
    ("comparison", re.compile(r"\b(?:vs|versus|compar(?:e|es|ed|ing|ison)|differences?|"
                              r"against (?:last|this|the)|"
                              r"(?<!rather )(?<!other )(?<!later )than|"
                              rf"how (?:does|do|did) \S+ .*stack up|{CHANGED}|{_OR})\b|"
                              r"\x01\s*against\b|\bagainst \x01")),
)  # fmt: skip
# "This month vs last", "... than the week before", "... the same period last year"
_OTHER = re.compile(
    r"\b(?:vs\.?|versus|than|to|with|and|against)\s+(?:in |on )?(?:the )?(?:same (?:\w+ )?(?P<year>"
    r"(?:of )?(?:the )?(?:last|previous) year|a year (?:ago|earlier|before))|(?:one|(?P<unit>day|"
    r"week|month|quarter|year)) (?:before|prior|earlier)(?: that| last)?|a (?P<ago>week|month|"
    r"quarter|year) (?:before|earlier)|(?:last|previous|prior)(?: one)?)(?=\W*$|\s*[,;?.])"
)


_SAME_TIME = re.compile(
    r"\bsame (?:time|period|stretch|dates|days|months|weeks|part)(?: (?:of|in|from))?(?: the)? "
    r"(?:last|previous) year\b"
)


def same_time(text: str, period: Period, today: date) -> tuple[Period, Period] | None:
    """The period that "the same time last year" is set against, no further than today, and that
    time a year before."""
    if not _SAME_TIME.search(text) or not period.first:
        return None
    until = min(period.last or today, max(today, period.first))
    years = [day.replace(year=day.year - 1, day=min(day.day, 28)) if (day.month, day.day) == (2, 29)
             else day.replace(year=day.year - 1) for day in (period.first, until)]  # fmt: skip
    return Period(period.first, until), Period(years[0], years[1])


def find_asks(text: str) -> tuple[tuple[str, str], ...]:
    """The wishes in a folded text whose bounds are taken out, each with the words that say it."""
    found = ((name, pattern.search(text)) for name, pattern in _ASKS)
    return tuple((name, match.group()) for name, match in found if match)


def other_period(text: str, period: Period) -> Period | None:
    """The period that "vs the month before" or "than last" sets against the one that is named."""
    match = _OTHER.search(text)
    if not match:
        return None
    unit = match["unit"] or match["ago"] or ("year" if match["year"] else period.unit)
    return period_moved(period, unit, -1) if unit else None
