"""Clock ranges: "9:00-10:30", "from 9 to 10:30am", "2 to 4pm", "between 14:00 and noon"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from agent.models.builtin.text.fold import Span

_HALF = r"(?:a\.?m\.?|p\.?m\.?)(?!\w)"


def _clock(name: str) -> str:
    return (
        rf"(?:(?P<{name}_word>noon|midday|midnight)"
        rf"|(?P<{name}_hour>[01]?\d|2[0-4])(?:[:.](?P<{name}_minute>[0-5]\d))?"
        rf"\s?(?P<{name}_half>{_HALF})?)"
    )


_RANGE = re.compile(
    rf"(?<![\w.:/-])(?P<lead>from |between )?{_clock('a')}"
    rf"\s*(?P<dash>-|to|until|till|and)\s*{_clock('b')}(?![\w:/]|\s*-\s*\d|[.,]\d)"
)
# A bare "9 to 12" is a time of day only where nothing else can be counted: at the end, or before a
# day or "on".
_ENDS = re.compile(r"\s*(?:$|[.!,]|(?:on|for|today|yesterday|this morning|this afternoon)\b)")
_COUNTED = re.compile(
    r"(?:\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? |\b(?:phase|"
    r"milestone|"
    r"sprint|invoices?|tasks?|step|round|top|week|number|no\.?|q\d?|day|days|due|the) |#)(?:the )?$"
)
_UNIT_FOLLOWS = re.compile(
    r"(?:st|nd|rd|th)\b|\s*(?:hours?|hrs?|h|minutes?|mins?|days?|weeks?)\b"
    r"|\s*(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)


@dataclass(frozen=True)
class ClockRange:
    """Two times of one local day, the second after the first."""

    start: time
    end: time
    span: Span


def find_clock(folded: str) -> ClockRange | None:
    """The first clock range, or None. A bare "9-11" counts after "from" or "between",
    and where it ends the message or stands before a day."""
    for match in _RANGE.finditer(folded):
        if match["dash"] == "and" and not (match["lead"] or "").startswith("between"):
            continue
        sure = _surely_clock(match) or _bare_hours(folded, match)
        if not sure or _UNIT_FOLLOWS.match(folded, match.end()):
            continue
        found = _range(match)
        if found:
            return found
    return None


def _bare_hours(folded: str, match: re.Match[str]) -> bool:
    start, end = int(match["a_hour"] or 24), int(match["b_hour"] or 0)
    working = 5 <= start <= 20 and (start < end <= 22 or 1 <= end <= 8 < start)
    before = folded[: match.start()]
    alone = not _COUNTED.search(before) and re.search(r"[a-z]", before) is not None
    return working and alone and _ENDS.match(folded, match.end()) is not None


def _surely_clock(match: re.Match[str]) -> bool:
    marks = ("a_word", "a_minute", "a_half", "b_word", "b_minute", "b_half")
    return bool(match["lead"]) or any(match[mark] for mark in marks)


def _range(match: re.Match[str]) -> ClockRange | None:
    start, end = _hour_minute(match, "a"), _hour_minute(match, "b")
    start_half, end_half = _half(match, "a"), _half(match, "b")
    if end_half and not start_half and start[0] <= 12:
        # "9 to 10:30am" shares its half of the day; "11 to 1pm" does not.
        shared = _in_half(start, end_half)
        start = shared if shared < _in_half(end, end_half) else start
    else:
        start = _in_half(start, start_half)
    end = _in_half(end, end_half)
    if end <= start and not end_half and end[0] <= 12:
        end = (end[0] + 12, end[1])
    if end <= start or end > (23, 59):
        return None
    return ClockRange(time(*start), time(*end), match.span())


def _hour_minute(match: re.Match[str], name: str) -> tuple[int, int]:
    word = match[f"{name}_word"]
    if word:
        return (0 if word == "midnight" and name == "a" else 24 if word == "midnight" else 12, 0)
    return int(match[f"{name}_hour"]), int(match[f"{name}_minute"] or 0)


def _half(match: re.Match[str], name: str) -> str:
    return (match[f"{name}_half"] or "")[:1]


def _in_half(moment: tuple[int, int], half: str) -> tuple[int, int]:
    hour, minute = moment
    if half == "p" and hour < 12:
        return hour + 12, minute
    return (0, minute) if half == "a" and hour == 12 else (hour, minute)
