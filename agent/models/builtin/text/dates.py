"""Dates in a message: single expressions joined into ranges, with what their prepositions say.

An own grammar and not ``dateparser``: that one is eager ("may", "march" and "second" become dates)
and knows no periods, while every period here is asked for by its own rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from agent.models.builtin.text.asks import CHANGED, COMPARATIVE, SUPERLATIVE
from agent.models.builtin.text.calendar import Calendar, Period, add_months
from agent.models.builtin.text.date_atoms import DATE_SHAPE, DAY, DAY_NAME, MONTH, RULES, WEAK, Lean
from agent.models.builtin.text.exclusions import LEFT_OUT
from agent.models.builtin.text.fold import Span, overlap
from agent.models.builtin.text.numbers import number

_AFTER = ("after", "later than", "newer than")
_UP_TO = ("by", "until", "on or before")


@dataclass(frozen=True)
class DateMention:
    """A period and where it stands. ``due``: it was given as a deadline, by this word; ``out``: it
    is left out, as in "not in October"."""

    period: Period
    span: Span
    due: str = ""
    out: bool = False

    @property
    def due_window(self) -> Period:
        """The due dates that "due in October", "due by Friday" or "due before May" ask for."""
        if self.due == "before" and self.period.first:
            return Period(None, self.period.first - timedelta(days=1))
        return Period(None, self.period.last) if self.due in _UP_TO else self.period


_OUT = re.compile(
    rf"(?<!\w)(?:{LEFT_OUT}|not|\w+n't)"
    r"(?: (?:those|the|ones|any|all|that|are|were|due|made|logged|issued|in|on|from|of|during|"
    r"for))*\s+$"
)
_JOIN = re.compile(r"\s*(?:,\s*)?(?P<word>-|to|until|till|through|thru|up to|and)\s*(?:the\s+)?")
_FROM = re.compile(r"\b(?:from|between)\s+(?:the\s+)?$")
_SINCE = re.compile(
    r"\b(?P<word>since|from|starting|beginning|after|later than|"
    r"newer than)\s+(?:on\s+)?(?:the\s+)?$"
    # "Since the kick-off in September" is since September.
    r"|\bsince\s+(?:[\w'-]+\s+){1,4}?(?:in|on)\s+(?:the\s+)?$"
)
_UNTIL = re.compile(
    r"\b(?P<word>on or before|until|till|through|(?<!been )(?<!was )(?<!were )up to|up until|"
    r"as (?:of|at)(?= $| the $)|before|prior to|older than|earlier than|"
    r"no later than|not later than)\s+(?:the\s+)?$"
)
_DUE = re.compile(
    r"\b(?P<word>due(?:\s+date)?(?:\s+(?:is|of|for))?|deadline(?:\s+(?:is|of|for))?|by|finish by)"
    r"\s*:?\s*(?:(?P<bound>on or before|by|before|until)\s+|(?:on|in|between|from|for|within|"
    r"during)\s+)?"
    r"(?:the\s+)?$"
)
_FALLS_DUE = re.compile(r"\bdue\s+$")  # "due after 1 October"
_EDGE = re.compile(
    r"\b(?P<third>early|mid|late)[\s-]+(?:in\s+)?$"
    r"|\b(?:the\s+)?(?P<side>first half|second half|end|(?<=the )close|start|beginning|"
    r"middle|(?P<count>first|last|1st|2nd|second|3rd|third|4th|fourth)(?: (?P<number>\d\d?|two|"
    r"three|four|five|six|ten))? (?P<unit>days?|weeks?|weekend|months?))\s+(?:of|in)\s+(?:the\s+)?$"
)
_SHORT_END = re.compile(r"\b(?:eom|eow|eoy|eoq|end of (?:the )?(month|week|year|quarter))\b")
_SHORT_START = re.compile(r"\b(?:start|beginning) of (?:the )?(month|week|year|quarter)\b")
_WEEK_OF = re.compile(
    r"\b(?:the )?(?:week (?:of|starting|beginning|commencing|from)|w/?[cb])\s+(?:the\s+)?$"
)
_WEEKEND_OF = re.compile(
    r"\b(?:over |on |at )?(?:the )?weekend (?:of|from|around|on)\s+(?:the\s+)?$"
)
_LEAD = re.compile(r"\b(?:on|in|for|from|during|over|within|of|dated|at)\s+(?:the\s+)?$")
_ONWARDS = re.compile(r"\s*(?:onwards?|on\b(?! \w)|and later|or later)")
_COMPANY = re.compile(
    r"\b(?:in|since|until|till|during|from|to|and|between|through|by|before|after|last|next|this|"
    r"on|due|of|early|late|mid|every|for|vs|versus|against|or|than|with|compare|compared to|-|"
    r",)\s*$"
)


_DAYS_ONLY = re.compile(
    rf"(?:on |the )*{DAY}(?:\s*(?:-|to|through|thru|till|until|and|,)\s*{DAY})?"
)
_GOES_ON = re.compile(
    r"\s*:\s|\s+(?:so far|until now|till now|up to now|to date|vs|versus|against)\b"
)
_PAIRED = re.compile(
    rf"\s*(?:,|-|\+|&|and|or|to|against|vs\.?|versus|with|compared (?:to|with)|than)\s*(?:in\s+|"
    rf"the\s+)?{MONTH}"
)


_SLASHED_MONTHS = re.compile(rf"(?<=[a-z])/(?={MONTH})")


_SHORT_HALF = re.compile(
    r"\b(?:the )?(?P<half>first|second) half of (?:the|this) (?P<unit>month|year|quarter)\b"
)


def find_dates(
    folded: str, calendar: Calendar, lean: Lean = "past", *, terse: bool = False
) -> list[DateMention]:
    """Every date of a folded message, in order. Unknown or impossible dates are left alone.

    ``terse``: the message is a note about work, where "fri" alone is a day.
    """
    folded = re.sub(r"\b(mid|early|late)-(?=[a-z])", r"\1 ", folded)
    folded = _SLASHED_MONTHS.sub(",", folded)
    atoms = _edges(folded, _atoms(folded, calendar, lean, terse), calendar)
    found = [_modified(folded, mention) for mention in _joined(folded, atoms, lean)]
    return [replace(one, out=_OUT.search(folded[: one.span[0]]) is not None) for one in found]


def _atoms(folded: str, calendar: Calendar, lean: Lean, terse: bool) -> list[DateMention]:
    found: list[DateMention] = _short_edges(folded, calendar)
    for pattern, rule in RULES:
        for match in pattern.finditer(folded):
            if any(overlap(match.span(), seen.span) for seen in found):
                continue
            weak = WEAK.fullmatch(match.group())
            weak = weak if weak and (weak["the"] or not _in_company(folded, match)) else None
            if weak and not (terse and _alone(folded, match)):
                continue
            period = rule(match, calendar, lean)
            if period:
                found.append(DateMention(period, match.span()))
    return sorted(found, key=lambda mention: mention.span)


# "The march champion", "our january invoices": a month before a noun.
_POSSESSED = re.compile(r"(?:\bthe|\bour|\bmy|\byour|\bhis|\bher|\btheir|'s)\s+$")
_NOUN_NEXT = re.compile(
    r"\s+(?!(?:on|to|in|of|for|from|by|with|at|is|was|and|or|has|had|did|will|be|not)\b)[a-z]{3,}"
)
# "Hours march yuki": behind what is asked for in a terse note.
_FIGURES = re.compile(r"\b(?:hours|time|invoices|payments|entries|revenue|timesheets?) $")
_WEAK_MONTH = re.compile(r"(?:march|mar|jan|dec|apr|may)\.?")
# "May invoices", "the unpaid March bills": of nothing but a month.
_RECORDS_NEXT = re.compile(
    r"\s+(?:un-?paid |open |paid |over-?due |late |draft )?"
    r"(?:invoices?|bills?|payments?|billings?|invoicing|revenue|receivables|drafts)\b"
)


def _in_company(folded: str, match: re.Match[str]) -> bool:
    before = _COMPANY.search(folded[: match.start()])
    if _WEAK_MONTH.fullmatch(match.group()) and _POSSESSED.search(folded[: match.start()]):
        return _NOUN_NEXT.match(folded, match.end()) is not None
    if _WEAK_MONTH.fullmatch(match.group()) and _RECORDS_NEXT.match(folded, match.end()):
        return True
    paired = _PAIRED.match(folded, match.end()) or _GOES_ON.match(folded, match.end())
    if match.group().rstrip(".") != "may" and _FIGURES.search(folded[: match.start()]):
        return True
    last = match.start() > 0 and re.fullmatch(r"[\s?.!]*", folded[match.end() :]) is not None
    return (bool(before) or bool(paired) or last) and not re.match(
        r"\s+(?:i|we|you)\b", folded[match.end() :]
    )


_SURE_DAY = re.compile(r"(?:mon|wed|fri)\.?")
_WEAK_DAY = re.compile(r"(?:sat|sun)\.?")


def _alone(folded: str, match: re.Match[str]) -> bool:
    """A short day's name in a terse note; "sat" and "sun" only between commas or at an end."""
    if _SURE_DAY.fullmatch(match.group()):
        return True
    before, after = folded[: match.start()], folded[match.end() :]
    edge = re.search(r"(?:^|[,;:-])\s*$", before) or re.match(r"\s*(?:$|[,;:-])", after)
    return _WEAK_DAY.fullmatch(match.group()) is not None and edge is not None


def _short_edges(folded: str, calendar: Calendar) -> list[DateMention]:
    """ "End of the month" and "EOW" of the present one; the working week ends on Friday."""
    found = []
    units = {"m": calendar.month, "q": calendar.quarter, "y": calendar.year}
    for match in _SHORT_END.finditer(folded):
        unit = (match[1] or match.group()[2])[0]
        last = calendar.weekday_in(calendar.week(), 5) if unit == "w" else units[unit]().last
        found.append(DateMention(Period(last, last), match.span()))
    for match in _SHORT_START.finditer(folded):
        first = (calendar.week if match[1] == "week" else units[match[1][0]])().first
        found.append(DateMention(Period(first, first), match.span()))
    for match in _SHORT_HALF.finditer(folded):
        whole = DateMention(units[match["unit"][0]](), match.span())
        found.append(_half(whole, match["half"] == "first"))
    return found


def _half(mention: DateMention, first: bool) -> DateMention:
    period = mention.period
    assert period.first is not None
    assert period.last is not None
    days = (period.last - period.first).days
    middle = period.first + timedelta(days=(days - 1) // 2)
    if days > 360:
        middle = date(period.first.year, 6, 30)
    if first:
        return replace(mention, period=Period(period.first, middle))
    return replace(mention, period=Period(middle + timedelta(days=1), period.last))


def _edges(folded: str, atoms: list[DateMention], calendar: Calendar) -> list[DateMention]:
    """Apply "end of", "start of" and "week of" to the expression that follows."""
    found = [_edge(folded, atom, calendar) for atom in atoms]
    # "Last week" in "the last week of October" is no week of its own.
    return [one for one in found if not any(_inside(one.span, other.span) for other in found)]


def _inside(span: Span, other: Span) -> bool:
    return other[0] <= span[0] and span[1] <= other[1] and span != other


def _edge(folded: str, atom: DateMention, calendar: Calendar) -> DateMention:
    before = folded[: atom.span[0]]
    week = _WEEK_OF.search(before)
    if week and atom.period.single:
        return DateMention(calendar.week_of(atom.period.single), (week.start(), atom.span[1]))
    weekend = _WEEKEND_OF.search(before)
    if weekend and atom.period.first and atom.period.length <= 3:
        saturday = calendar.weekday_in(calendar.week_of(atom.period.first), 6)
        both = Period(saturday, saturday + timedelta(days=1))
        return DateMention(both, (weekend.start(), atom.span[1]))
    match = _EDGE.search(before)
    if not match or not atom.period.first or not atom.period.last:
        return atom
    period, span = atom.period, (match.start(), atom.span[1])
    assert period.first is not None
    assert period.last is not None
    if match["third"] == "mid" and re.search(r"\b(?:since|from|until|till|after|before) $",
                                             before[: match.start()]):  # fmt: skip
        return DateMention(Period(*[atom.period.first.replace(day=15)] * 2), span)
    if match["third"] and 26 < (period.last - period.first).days < 31:
        return DateMention(_third(period.first, period.last, match["third"]), span)
    if match["third"]:
        return atom
    if match["count"]:
        part = _part(period.first, period.last, match)
        return DateMention(part, span) if part else atom
    days = (period.last - period.first).days
    if match["side"] in ("first half", "second half"):
        return _half(DateMention(period, span), match["side"] == "first half")
    if match["side"] == "middle":
        day = period.first + timedelta(days=days // 2)
    elif match["side"] in ("end", "close"):
        day = calendar.weekday_in(period, 5) if days == 6 else period.last
    else:
        day = period.first
    return DateMention(Period(day, day), span)


_PLACES = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4,
           "4th": 4}  # fmt: skip


def _third(first: date, last: date, which: str) -> Period:
    """Early May are its first ten days, mid May the next ten, late May the rest."""
    starts = {"early": 1, "mid": 11, "late": 21}
    start = first.replace(day=starts[which])
    return Period(start, last if which == "late" else start + timedelta(days=9))


def _part(first: date, last: date, match: re.Match[str]) -> Period | None:
    """ "The first week of October" are its first seven days, "the last ten days" its last ten."""
    count = int(number(match["number"])) if match["number"] else 1
    if match["unit"] == "weekend":
        return None
    if match["unit"].startswith("month"):
        return _months_of(first, last, match["count"], count)
    days = count * (7 if match["unit"].startswith("week") else 1)
    place = _PLACES.get(match["count"])
    if place is None:
        return Period(max(last - timedelta(days=days - 1), first), last)
    start = first + timedelta(days=days * (place - 1))
    if start > last:
        return None
    return Period(start, min(start + timedelta(days=days - 1), last))


def _months_of(first: date, last: date, which: str, count: int) -> Period | None:
    """ "The first five months of the year", "the last month of the quarter"."""
    place = _PLACES.get(which)
    start = add_months(first, count * (place - 1)) if place else add_months(
        last + timedelta(days=1), -count)  # fmt: skip
    end = add_months(start, count) - timedelta(days=1)
    return Period(start, end) if first <= start and end <= last else None


def impossible_date(folded: str, found: list[DateMention]) -> str | None:
    """Text that has the shape of a date and is none, such as "31 February"."""
    for match in DATE_SHAPE.finditer(folded):
        if not any(overlap(match.span(), mention.span) for mention in found):
            return match.group()
    return None


def _joined(folded: str, atoms: list[DateMention], lean: Lean) -> list[DateMention]:
    """Two expressions with "to", "until" or "between ... and" between them become one range;
    a day's name and its date ("Friday 30 October") become that date."""
    dated = _merged(atoms, lambda first, second: _named_day(folded, first, second))
    dated = _merged(dated, lambda first, second: _day_of_week(folded, first, second))
    return _merged(dated, lambda first, second: _range(folded, first, second, lean))


def _merged(
    atoms: list[DateMention], merge: Callable[[DateMention, DateMention], DateMention | None]
) -> list[DateMention]:
    """The expressions, each made one with the one before it where they belong together."""
    joined: list[DateMention] = []
    for atom in atoms:
        merged = merge(joined[-1], atom) if joined else None
        if merged:
            joined[-1] = merged
        else:
            joined.append(atom)
    return joined


def _named_day(folded: str, first: DateMention, second: DateMention) -> DateMention | None:
    gap = folded[first.span[1] : second.span[0]]
    named = DAY_NAME.fullmatch(folded[slice(*first.span)])
    dated = re.search(r"\d", folded[slice(*second.span)])  # "Mon, Tue" are two days
    if named and dated and re.fullmatch(r",?\s+(?:the\s+)?", gap):
        return DateMention(second.period, (first.span[0], second.span[1]))
    return None


def _day_of_week(folded: str, first: DateMention, second: DateMention) -> DateMention | None:
    """ "Monday to Thursday of the week before last", "the week before last, on Tuesday"."""
    gap = folded[first.span[1] : second.span[0]]
    if not re.fullmatch(r",?\s+(?:(?:of|in|on)\s+)?(?:the\s+)?|,\s*", gap):
        return None
    days, week = (first, second) if _DAYS_ONLY.fullmatch(folded[slice(*first.span)]) else (
        second, first)  # fmt: skip
    if not _DAYS_ONLY.fullmatch(folded[slice(*days.span)]) or week.period.length != 6:
        return None
    start, end, monday = days.period.first, days.period.last, week.period.first
    if not (start and end and monday):
        return None
    begin = monday + timedelta(days=(start - monday).days % 7)
    span = (first.span[0], second.span[1])
    return DateMention(Period(begin, begin + (end - start)), span)


def _range(folded: str, first: DateMention, second: DateMention, lean: Lean) -> DateMention | None:
    gap = folded[first.span[1] : second.span[0]]
    join = _JOIN.fullmatch(gap)
    if re.fullmatch(r"\s*(?:and|or|&|\+|,)\s*", gap) and not _COMPARED.search(folded):
        return _adjoining(first, second)
    lead = _FROM.search(folded[: first.span[0]])
    if join and _SHIFT.search(folded) and not (first.period.single or second.period.single):
        return None
    if not join or (join["word"] == "and" and not (lead and lead.group().startswith("between"))):
        return None
    start, end = first.period.first, second.period.last
    if start is None or end is None:
        return None
    if end < start and (start - end).days < 7 and lean == "past":
        start -= timedelta(days=7)
    elif end < start and (start - end).days < 7:
        end += timedelta(days=7)
    elif end < start:
        start = add_months(start, -12)
    if end < start:
        return None
    begin = lead.start() if lead else first.span[0]
    return DateMention(Period(start, end), (begin, second.span[1]))


# "Last week and this week" are one stretch, unless they are set against each other.
_COMPARED = re.compile(
    rf"\b(?:compar\w+|vs|versus|differences?|than|between|against|each|both|which of|"
    rf"(?:{COMPARATIVE}|{SUPERLATIVE})\b.*\bor|or\b.*\b(?:{COMPARATIVE}|{SUPERLATIVE}))\b"
)


_SHIFT = re.compile(rf"\b(?:{CHANGED})\b")


def _adjoining(first: DateMention, second: DateMention) -> DateMention | None:
    """ "Yesterday and today" as one stretch, where no day lies between."""
    left, right = sorted((first.period, second.period), key=lambda p: p.first or date.min)
    if not (left.first and left.last and right.first and right.last):
        return None
    if left.last + timedelta(days=1) != right.first:
        return None
    return DateMention(Period(left.first, right.last), (first.span[0], second.span[1]))


def _modified(folded: str, mention: DateMention) -> DateMention:
    """Take in what stands before the expression: a deadline, an open end, or just "on"."""
    before = folded[: mention.span[0]]
    due = _DUE.search(before)
    if due:
        word = due["bound"] or ("by" if due["word"].endswith("by") else "due")
        return replace(mention, span=(due.start(), mention.span[1]), due=word)
    opened = _open_ended(folded, mention, before)
    falls = _FALLS_DUE.search(folded[: opened.span[0]]) if opened else None
    if opened and falls:
        return replace(opened, span=(falls.start(), opened.span[1]), due="due")
    return opened or _with_lead(mention, before)


# "What was Paul up to last Monday?"
_BEEN = re.compile(r"\bwhat(?:'s| is| was| were| has| have|'ve)\b(?:\s+\S+){1,4}\s+$")
_BEFORE = ("before", "prior to", "older than", "earlier than")


def _open_ended(folded: str, mention: DateMention, before: str) -> DateMention | None:
    first, last = mention.period.first, mention.period.last
    since, until = _SINCE.search(before), _UNTIL.search(before)
    onwards = _ONWARDS.match(folded, mention.span[1])
    if not first or not last:
        return None
    if until and until["word"] == "up to" and _BEEN.search(before[: until.start()]):
        return None
    if until and until["word"].startswith("as ") and not re.match(
        r"(?:the )?(?:end|close|eo)", folded[mention.span[0] : mention.span[1]]):  # fmt: skip
        return None
    if until:
        end = first - timedelta(days=1) if until["word"] in _BEFORE else last
        return DateMention(Period(None, end), (until.start(), mention.span[1]))
    # "Invoices from October" are October's; "from October on" has no end.
    if since and (since["word"] != "from" or onwards):
        start = last + timedelta(days=1) if since["word"] in _AFTER else first
        end_of_span = onwards.end() if onwards else mention.span[1]
        return DateMention(Period(start, None), (since.start(), end_of_span))
    return None


def _with_lead(mention: DateMention, before: str) -> DateMention:
    lead = _LEAD.search(before)
    return replace(mention, span=(lead.start(), mention.span[1])) if lead else mention
