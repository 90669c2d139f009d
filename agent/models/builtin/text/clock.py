"""Clock ranges: "9:00-10:30", "from 9 to 10:30am", "2 to 4pm", "half nine till eleven"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from agent.models.builtin.text.fold import Span, word_list

_HALF = r"(?:a\.?m\.?|p\.?m\.?|in the (?:morning|afternoon|evening))(?!\w)"
_HOUR_WORDS = word_list("one two three four five six seven eight nine ten eleven twelve")
_WORD_HOUR = "|".join(_HOUR_WORDS)
_PAST_HOUR = {"oh five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
              "forty five": 45, "forty-five": 45, "fifty": 50}  # fmt: skip
_PAST = "|".join(sorted(_PAST_HOUR, key=len, reverse=True))
_SHIFTS = {"half": 30, "half past": 30, "quarter past": 15, "quarter to": -15, "ten past": 10,
           "twenty past": 20, "five past": 5, "ten to": -10, "twenty to": -20,
           "five to": -5}  # fmt: skip


def _clock(name: str) -> str:
    return (
        rf"(?:(?P<{name}_word>noon|midday|midnight)"
        rf"|(?P<{name}_shift>(?:a )?(?:{'|'.join(sorted(_SHIFTS, key=len, reverse=True))})) "
        rf"(?P<{name}_shifted>{_WORD_HOUR}|1?\d)\b(?P<{name}_shifted_half>\s?{_HALF})?"
        rf"|(?P<{name}_packed>(?:[01]\d|2[0-3])[0-5]\d)(?:\s?h(?:rs|ours)?\b)?"
        rf"|(?P<{name}_hour>[01]?\d|2[0-4])(?:[:.h](?P<{name}_minute>[0-5]\d)|(?P<{name}_h>\s?h)(?!\w))?"
        rf"\s?(?P<{name}_half>{_HALF})?"
        rf"|(?P<{name}_spelled>{_WORD_HOUR})\b(?:\s?o'clock| (?P<{name}_past>{_PAST})\b(?! min))?"
        rf"\s?(?P<{name}_spelled_half>{_HALF})?)"
    )


_RANGE = re.compile(
    rf"(?<![\w.:/-])(?P<lead>from |between |(?:started|began|start)(?: work\w*)? (?:at )?)?"
    rf"{_clock('a')}\s*(?P<dash>-|to|until|till|til|,? ?(?:and )?(?:then )?(?:i |we )?(?:finished|"
    rf"ended|stopped|was done|done)(?: at| by)?|and)\s*{_clock('b')}"
    rf"(?![\w/]|:\d|\s*-\s*\d|[.,]\d)"
)
_START = re.compile(
    rf"\b(?P<lead>from|at|starting(?: at| from)?|started(?: at)?|beginning(?: at)?|since|@)\s+"
    rf"{_clock('a')}(?![\w:/]|[.,]\d)"
)
# A bare "9 to 12" is a time of day only where nothing else can be counted: at the end, or before a
# day or "on".
_ENDS = re.compile(r"\s*(?:$|[.!,]|(?:on|for|today|yesterday|this morning|this afternoon)\b)")
_COUNTED = re.compile(
    r"(?:\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? |\b(?:phase|"
    r"milestone|"
    r"sprint|invoices?|tasks?|step|round|top|week|number|no\.?|q\d?|day|days|due|the|version|"
    r"release|v|level|chapter|page|pages|item|items|part) |#)(?:the )?$"
)
_UNIT_FOLLOWS = re.compile(
    r"(?:st|nd|rd|th)\b|\s*(?:hours?|hrs?|h|minutes?|mins?|m|days?|weeks?|months?)\b|\s?%"
    r"|\s*(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_YEARS = re.compile(r"(?:from |between )?(?:19|20)\d\d\D+(?:19|20)\d\d")
# Hours said without a half of the day: nobody means two at night, and six may be either.
_AFTERNOON = range(1, 6)
_EITHER = range(6, 7)


@dataclass(frozen=True)
class ClockRange:
    """Two times of one local day; ``overnight``: the second is one of the next day."""

    start: time
    end: time
    span: Span
    overnight: bool = False

    @property
    def minutes(self) -> int:
        begun = self.start.hour * 60 + self.start.minute
        return self.end.hour * 60 + self.end.minute - begun + (1440 if self.overnight else 0)


@dataclass(frozen=True)
class ClockStart:
    """A time of day at which something began."""

    start: time
    span: Span


def find_clock(folded: str) -> ClockRange | None:
    """The first clock range, or None. A bare "9-11" counts after "from" or "between",
    and where it ends the message or stands before a day."""
    return next(iter(find_clocks(folded)), None)


def find_clocks(folded: str, *, bare: bool = False) -> list[ClockRange]:
    """Every clock range in order. ``bare``: the message is about time that was worked, so that
    "9-11" counts wherever it stands and is no number of something."""
    found: list[ClockRange] = []
    for match in _RANGE.finditer(folded):
        if match["dash"] == "and" and not (match["lead"] or "").startswith("between"):
            continue
        if _YEARS.fullmatch(match.group()):
            continue
        sure = _surely_clock(match) or _bare_hours(folded, match, bare)
        if not sure or _UNIT_FOLLOWS.match(folded, match.end()):
            continue
        clock = _range(folded, match)
        if clock:
            found.append(clock)
    return found


def find_start(folded: str) -> ClockStart | None:
    """The time of day after "from", "at" or "starting", where no range tells the end."""
    for match in _START.finditer(folded):
        if _UNIT_FOLLOWS.match(folded, match.end()):
            continue
        marked = any(match[f"a_{mark}"] for mark in ("minute", "half", "word", "shift", "packed"))
        if not marked and match["lead"] != "at" and not match["lead"].startswith("start"):
            continue
        moment = _in_half(_hour_minute(match, "a"), _half(match, "a"))
        if not _half(match, "a") and moment[0] in _AFTERNOON and not _zero(match, "a"):
            moment = (moment[0] + 12, moment[1])
        if moment[0] < 24:
            return ClockStart(time(*moment), match.span())
    return None


def _bare_hours(folded: str, match: re.Match[str], anywhere: bool) -> bool:
    spelled = bool(match["a_spelled"] or match["b_spelled"])
    if spelled and match["dash"] in ("until", "till", "til"):
        return True
    start = _spoken(match["a_hour"] or match["a_spelled"] or "24")
    end = _spoken(match["b_hour"] or match["b_spelled"] or "0")
    working = 5 <= start <= 20 and (start < end <= 22 or 1 <= end <= 8 < start)
    before = folded[: match.start()]
    if not working or _COUNTED.search(before) or (spelled and not anywhere):
        return False
    alone = re.search(r"[a-z]", before) is not None
    return anywhere or (alone and _ENDS.match(folded, match.end()) is not None)


def _surely_clock(match: re.Match[str]) -> bool:
    marks = ("word", "shift", "minute", "half", "spelled_half", "shifted_half", "past")
    packed = match["a_packed"] and match["b_packed"]
    hours = (match["a_h"] or match["a_minute"]) and (match["b_h"] or match["b_minute"])
    told = any(match[f"{side}_{mark}"] for side in "ab" for mark in marks)
    return bool(match["lead"] or told or packed or hours)


def _range(folded: str, match: re.Match[str]) -> ClockRange | None:
    start, end = _hour_minute(match, "a"), _hour_minute(match, "b")
    start_half, end_half = _half(match, "a"), _half(match, "b")
    unsaid = not start_half and not end_half
    if end_half and not start_half and start[0] <= 12:
        # "9 to 10:30am" shares its half of the day; "11 to 1pm" does not.
        shared = _in_half(start, end_half)
        start = shared if shared < _in_half(end, end_half) else start
    else:
        start = _in_half(start, start_half)
    end = _in_half(end, end_half)
    if unsaid and not _zero(match, "a") and end[0] <= 12:
        if start[0] in _EITHER and not _daytime(folded):
            return None
        evening = re.search(r"\b(?:evening|tonight|last night)\b", folded) and start[0] >= 6
        if (start[0] in _AFTERNOON and start < end) or (evening and start < end):
            start, end = (start[0] + 12, start[1]), (end[0] + 12, end[1])
    if end <= start < (end[0] + 12, end[1]) and not end_half and not _zero(match, "b"):
        end = (end[0] + 12, end[1])
    if end == (24, 0):
        return ClockRange(time(*start), time(0), match.span(), overnight=True)
    overnight = end <= start and start[0] >= 18 and end[0] <= 8
    if (end <= start and not overnight) or end > (23, 59) or start > (23, 59):
        return None
    return ClockRange(time(*start), time(*end), match.span(), overnight)


def _daytime(folded: str) -> bool:
    return re.search(r"\b(?:morning|evening|tonight|early)\b", folded) is not None


def _zero(match: re.Match[str], name: str) -> bool:
    """ "06:00" and "0600" say the half of the day themselves."""
    return bool(match[f"{name}_packed"]) or (match[f"{name}_hour"] or "").startswith("0")


def _hour_minute(match: re.Match[str], name: str) -> tuple[int, int]:
    word = match[f"{name}_word"]
    if word:
        return (0 if word == "midnight" and name == "a" else 24 if word == "midnight" else 12, 0)
    packed, shift = match[f"{name}_packed"], match[f"{name}_shift"]
    if packed:
        return int(packed[:2]), int(packed[2:])
    if shift:
        total = 60 * _spoken(match[f"{name}_shifted"]) + _SHIFTS[shift.removeprefix("a ")]
        return divmod(total, 60)
    if match[f"{name}_spelled"]:
        return _spoken(match[f"{name}_spelled"]), _PAST_HOUR.get(match[f"{name}_past"] or "", 0)
    return int(match[f"{name}_hour"]), int(match[f"{name}_minute"] or 0)


def _spoken(hour: str) -> int:
    return int(hour) if hour.isdigit() else _HOUR_WORDS.index(hour) + 1


def _half(match: re.Match[str], name: str) -> str:
    said = match[f"{name}_half"] or match[f"{name}_shifted_half"] or match[f"{name}_spelled_half"]
    told = (said or "").strip()
    if told.startswith("in"):
        return "m" if told.endswith("morning") else "p"
    return told[:1]


def _in_half(moment: tuple[int, int], half: str) -> tuple[int, int]:
    hour, minute = moment
    if half == "p" and hour < 12:
        return hour + 12, minute
    return (0, minute) if half == "a" and hour == 12 else (hour, minute)
