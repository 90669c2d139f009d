"""What words change about when and how long: "3 hours", "half an hour more", "until 1pm", "a day
earlier", "Thursday"."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any

from agent.models.builtin.dialogue.drafts import Draft
from agent.models.builtin.questions import ask
from agent.models.builtin.reply import say
from agent.models.builtin.request import Request
from agent.models.builtin.text.calendar import Period, month_period, period_moved
from agent.models.builtin.text.clock import find_clock
from agent.models.builtin.text.dates import Lean
from agent.models.builtin.text.dates.words import DAY_NAME
from agent.models.builtin.text.fold import BLANK, fold
from agent.models.builtin.text.numbers import SMALL, WORD, number

_MORE = re.compile(r"\s*(?:more|longer|extra|additional(?:ly)?|on top)\b")
_INSIDE = re.compile(r"\b(?:more|extra|additional|another)\b")
_ADDED = re.compile(r"\b(?:add|plus|additional|extra|another|\+)(?: another| an?)?\s*$")
_TAKEN = re.compile(
    r"\b(?:minus|less|subtract|deduct|remove|drop|take|(?:take|knock|shave|trim|cut) off|"
    r"(?:reduced?|shorten(?:ed)?|cut)"
    r"(?: it| that)? by|take away|-)\s*$"
)
_LESS = re.compile(r"\s*(?:less|fewer|shorter)\b")
# "Make it 3": hours, or minutes where that would be more than a day's work.
_NUMBER = (
    rf"(?P<number>\d{{1,2}}:[0-5]\d|\d{{1,3}}(?:[.,]\d{{1,2}})?|(?!one\b(?! and)){WORD})"
    r"(?P<more> and (?:an? )?(?:half|quarter|three quarters))?"
)
_BARE = re.compile(
    rf"\b(?:make|it|that|was|were|be|is|to|only|just|took|about|rather|did|worked|spent|says|said|"
    rf"needed|lasted|like|hours:?)\s+{_NUMBER}"
    r"(?=\W*$|\s+(?:instead|rather|please|on|for|and|actually|"
    r"of (?:these|those|them|that|it|the))\b)"
)
_ALONE = re.compile(
    rf"^\W*(?:(?:and|but|only|just|rather|say|more like)\s+)*{_NUMBER}"
    r"(?:\s+(?:rather|instead|please|actually|then|only|sorry|(?:was|is) (?:right|correct|fine)))*"
    r"\W*$"
)
_MOST_HOURS = 14
_TIME = r"(?P<time>\S+(?:\s?[ap]\.?m\.?)?)"
_UNTIL = re.compile(
    rf"\b(?:until|till|til|to|(?:ended|finished|stopped|left|(?:leave|keep) it) at)\s+{_TIME}"
)
_FROM = re.compile(rf"\b(?:from|since|started at|starting at)\s+{_TIME}")
_SHIFT = re.compile(
    rf"\b(?P<count>{SMALL}|the|the very) (?P<unit>day|week|month)s? "
    r"(?P<way>later|earlier|sooner|before|after)\b|"
    rf"\bby (?P<by>{SMALL}|another) (?P<of>day|week|month)s?\b"
)
_PUTS_OFF = re.compile(r"\b(?:push\w*|postpone\w*|delay\w*|put)\b[^,;.]*\bback\b")
_FORWARD = re.compile(r"\b(?:forward|earlier|sooner|ahead|back)\b")


def new_times(words: Request, draft: Draft, *, same: bool) -> dict[str, Any]:
    """The arguments of a time entry: a length replaces times of day, and the other way round.

    ``same``: it is about the same task, so that "add 30 minutes" is 30 minutes more.
    """
    args = draft.call.args
    start = str(args.get("start_time") or "")
    noted = str(args.get("date") or start[:10])
    before = date.fromisoformat(noted) if noted else words.calendar.today
    day = _day(words, "past", "day", before) or before
    clock = words.clock or _hours_alone(words) or (_other_end(words, args) if start else None)
    if clock and not words.durations:
        return {"start_time": f"{day}T{clock.start:%H:%M}", "minutes": None, "date": None,
                "end_time": f"{day}T{clock.end:%H:%M}"}  # fmt: skip
    length = _length(words, int(args.get("minutes") or 0) if same else 0)
    if length is not None:
        return {"minutes": length, "date": str(day), "start_time": None, "end_time": None}
    if start:
        end = str(args["end_time"])
        return {"start_time": f"{day}{start[10:]}", "end_time": f"{day}{end[10:]}"}
    return {"date": str(day)}


def _hours_alone(words: Request) -> Any:
    """ "9 to 1", and nothing else: from nine to one."""
    text = re.sub(r"\b(?:only|just|actually|sorry|rather|then)\b", "", words.plain)
    text = text.replace(BLANK, " ").strip(" .!,")
    return find_clock(f"from {text}") if _HOURS_ALONE.fullmatch(text) else None


_CLOCK_TIME = r"\d{1,2}(?:[:.][0-5]\d)?(?: ?[ap]\.?m\.?)?"
_HOURS_ALONE = re.compile(rf"{_CLOCK_TIME}\s*(?:-|to|until|till)\s*{_CLOCK_TIME}")


def _other_end(words: Request, args: dict[str, Any]) -> Any:
    """ "Until 1pm" keeps when it began, "from 8" when it ended."""
    start, end = str(args["start_time"])[11:16], str(args["end_time"])[11:16]
    until, since = _UNTIL.search(words.plain), _FROM.search(words.plain)
    if until:
        return find_clock(f"from {start} to {until['time']}")
    return find_clock(f"from {since['time']} to {end}") if since else None


def in_all(words: Request, before: int) -> int:
    """The last length that was said, in all: "2 hours more" and "2 hours less" are reckoned from
    the minutes so far."""
    last = words.durations[-1]
    refuse_vague(words)
    added = _ADDED.search(words.plain[: last.span[0]]) or _INSIDE.search(
        words.plain[slice(*last.span)]
    )
    if added or _MORE.match(words.plain, last.span[1]):
        return before + last.minutes
    if _LESS.match(words.plain, last.span[1]) or _TAKEN.search(words.plain[: last.span[0]]):
        return before - last.minutes
    return last.minutes


def _length(words: Request, before: int) -> int | None:
    """The minutes that were said, in all, more or less; a bare number after "make it" is hours."""
    bare = _ALONE.match(words.undated) or _BARE.search(words.undated)
    if words.durations:
        minutes = in_all(words, before)
    elif before and (share := _share(words)):
        minutes = round(before * share)
    elif bare:
        minutes = _bare_minutes(bare["number"]) + _part(bare["more"])
    else:
        return None
    if minutes <= 0:
        raise say("A time entry needs more than zero minutes.")
    return minutes


def refuse_vague(words: Request) -> None:
    """Ends the step where the last length is one of two, or only a part of the time."""
    start, end = words.durations[-1].span
    if re.search(r"\d\s*(?:h|hours?|min|minutes?)?\s+or\s*$", words.plain[:start]) or re.match(
        r"\S* or \d", words.plain[start:end]
    ):
        raise say("How long exactly? Please say one length.")
    if re.match(r"\s*of (?:it|that|this|them|those)\b", words.plain[end:]) and not _SAME.search(
        words.plain
    ):
        raise say("Please say each entry with a length of its own, and whose it is.")


_SAME = re.compile(r"\b(?:make|add|take|remove|only|just)\b")
# "Half of that", "a third", "twice as long".
_SHARES = {"half": 1 / 2, "halve": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "three quarters": 3 / 4,
           "two thirds": 2 / 3, "twice": 2, "double": 2, "triple": 3}  # fmt: skip
_SHARE = "|".join(sorted(_SHARES, key=len, reverse=True))
_PART_OF = re.compile(
    rf"\b(?P<share>{_SHARE}) (?:of )?"
    r"(?:it|that|this|the time|the length|as (?:long|much)|those|these)\b|"
    r"(?:^|[,;.])\W*(?:(?:no|sorry|only|just|actually|rather|make it|take|use|and|a|the)\b\W*)*"
    rf"(?P<alone>{_SHARE})\W*$"
)


def _share(words: Request) -> float:
    """What part of the length is meant; 0 where none is said."""
    part = _PART_OF.search(words.plain.replace(BLANK, " "))
    return _SHARES[part["share"] or part["alone"]] if part else 0


def _part(said: str | None) -> int:
    """The minutes of "and a half" behind a number of hours."""
    if not said:
        return 0
    return 45 if "three" in said else 30 if "half" in said else 15


def _bare_minutes(text: str) -> int:
    hours, colon, rest = text.partition(":")
    if colon:
        return 60 * int(hours) + int(rest)
    value = number(text)
    return int(value * 60) if value <= _MOST_HOURS else int(value)


def _shifted(day: date, shift: re.Match[str], words: Request) -> date | None:
    """ "A week later", "by two days", counted from the day so far."""
    said = shift["count"] or shift["by"]
    count = 1 if said in ("another", "the", "the very") else int(number(said))
    back = shift["way"] in ("earlier", "sooner", "before") or (
        shift["way"] is None
        and _FORWARD.search(words.plain) is not None
        # "Push the deadline back by a week" gives a week more, as much as "push it out" does.
        and not _PUTS_OFF.search(words.plain)
    )
    moved = period_moved(Period(day, day), shift["unit"] or shift["of"], -count if back else count)
    return moved.first if moved else None


def _day(words: Request, lean: Lean, key: str, before: date | None) -> date | None:
    """The day that was said; a bare weekday is that of the week the write is in so far."""
    shift = _SHIFT.search(words.plain)
    if shift and before:
        return _shifted(before, shift, words)
    if words.impossible_date:
        raise say(f"There is no such date as {words.impossible_date}.")
    dates = words.dates(lean)
    if not dates:
        return None
    if any(_AND.fullmatch(words.folded[a.span[1] : b.span[0]]) for a, b in pairwise(dates)):
        raise say('One write has one day. Say one of them, and then "the same for ...".')
    period = dates[-1].period
    single = period.single
    if lean == "future" and period.first is None:
        single = period.last  # "until Friday"
    said = words.text[slice(*dates[-1].span)]
    if single is None:
        raise ask(words, "Which day exactly?", key=key, phrase=said, expects="date")
    return _near(single, before, said, words, lean) if before else single


_AND = re.compile(r"\s*(?:,|and|&)\s*(?:on |also )?(?:the )?")
_DAY_OF_MONTH = re.compile(r"(?:on |by )?(?:the )?\d{1,2}(?:st|nd|rd|th)")


def _near(single: date, before: date, said: str, words: Request, lean: Lean) -> date:
    """A weekday or a day of the month alone, in the week or the month of the day so far; on the
    other side of today it is the one that is meant otherwise."""
    plain, calendar, near = fold(said).removeprefix("due ").strip(), words.calendar, single
    if DAY_NAME.fullmatch(plain):
        near = calendar.weekday_in(calendar.week_of(before), single.isoweekday())
    elif _DAY_OF_MONTH.fullmatch(plain):
        last = month_period(before.year, before.month).last
        near = before.replace(day=single.day) if last and single.day <= last.day else single
    fits = near <= calendar.today if lean == "past" else near >= calendar.today
    return near if fits else single


def new_due(words: Request, draft: Draft) -> dict[str, Any]:
    before = draft.call.args.get("due_date")
    day = _day(words, "future", "due", date.fromisoformat(before) if before else None)
    return {"due_date": str(day)} if day else {}
