"""Single date expressions: "yesterday", "3 March", "Q3", "last week", "two days ago".

Every rule is a pattern over folded text and a function to a period. Which year "October" or which
week "Friday" means depends on the lean of the request: time and invoices look back, due dates look
forward, filters on due dates take the nearest.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from agent.models.builtin.text.calendar import Calendar, Period
from agent.models.builtin.text.dates.days import (
    RELATIVE_DAYS,
    SPELLED_DAY,
    day_month,
    day_of_month,
    day_of_which,
    day_range,
    day_slash_month,
    feast,
    iso_day,
    numeric_day,
    numeric_range,
    relative_day,
    spelled_day,
    weekday,
    weekday_of_week,
    weekdays,
)
from agent.models.builtin.text.dates.lean import Lean, Match, one_day
from agent.models.builtin.text.dates.stretches import (
    ago,
    ahead,
    before_last,
    fortnight,
    half_year,
    last_units,
    last_working_days,
    months,
    next_units,
    of_year,
    one_month,
    quarter,
    season,
    short_year,
    to_date,
    unit_beside,
    week_number,
    weekend,
    whole_unit,
    year_alone,
    year_month,
)
from agent.models.builtin.text.dates.words import DAY, MONTH, OFFSETS
from agent.models.builtin.text.fold import word_list
from agent.models.builtin.text.numbers import ORDINAL_WORD, SMALL

Rule = Callable[[Match, Calendar, Lean], Period | None]

_NUMBER_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
_UNIT = r"(?P<unit>day|week|month|quarter|year)"
# "5h" after a month is no day of it.
_NO_UNIT = r"(?![\w:])(?!\s*(?:h|hrs?|hours?|min|mins|minutes)\b)"


# A number of four digits is a year only behind a word that a time or an amount may follow.
_YEAR_AFTER = "|".join(
    rf"(?<={word} )"
    for word in word_list("""
    in from between through for of during since year vs versus than to with and until before after
    compare hours time revenue turnover invoiced billed received
""")
)
_SIDE = r"last|this|next|previous"
_QUARTER = r"first|second|third|fourth|1st|2nd|3rd|4th"
_WHICH = rf"(?P<which>{'|'.join(OFFSETS)})"

# "Last months hours": the apostrophe that many leave out.
_OF_A_TIME = (
    r"hours|time|timesheets?|time sheets?|entries|invoices?|bills?|billings?|revenue|turnover|"
    r"payments?|totals?|tasks?|work|figures|numbers"
)

# "Monday meeting" is what it is called, and no day.
_MEETING = (
    r"(?:meetings?|calls?|stand-?ups?|sync|reviews?|rounds?|jour fixe|check-?ins?|lunch(?:es)?|"
    r"huddles?|briefings?|newsletters?)\b"
)

RULES: tuple[tuple[re.Pattern[str], Rule], ...] = tuple(
    (re.compile(rf"(?<![\w/.-])(?:{pattern})"), rule)
    for pattern, rule in (
        (r"(?P<feast>maundy thursday|good friday|easter (?:sunday|monday)|ascension day|"
         r"whit monday)\b", feast),
        (r"(?P<y>(?:19|20)\d\d)[-/](?P<m>\d\d?)[-/](?P<d>\d\d?)(?![\w/-])", iso_day),
        (r"(?P<a>\d\d?)[./](?P<b>\d\d?)[./](?P<year>(?:19|20)\d\d)(?![\w/-])", numeric_day),
        (r"(?P<a>\d\d?)(?P<dot>[./])(?P<b>\d\d?)(?P=dot)(?P<year>\d\d)(?![\w/.:-])", numeric_day),
        (r"(?P<a>[0-3]?\d)(?P<sep>[./])(?P<b>[01]?\d)\.?\s*-\s*(?P<c>[0-3]?\d)(?P=sep)(?P<d>[01]?\d)\b"
         r"\.?(?![\d/])", numeric_range),
        (r"(?P<a>[0-3]?\d)\.(?P<b>[01]?\d)\.(?!\d)", day_slash_month),
        (rf"(?P<a>[0-3]?\d)/(?P<b>[0-3]?\d)(?![\w/.-]|\s*(?:h|hrs?|hours?|"
            rf"an?|{MONTH})\b)", day_slash_month),
        (r"(?:the |a )?(?:(?P<which>last|past|previous|in|next|coming) (?:a |the )?)?fortnight\b"
         r"(?: (?P<after>ago)\b)?", fortnight),
        (rf"(?P<first>[0-3]?\d)(?:st|nd|rd|th)?\s*(?:-|/|&|to|and|until|till|through)\s*(?:the\s)?"
         rf"{_NUMBER_DAY}(?:\s+of)?\s+(?P<month>{MONTH}){_YEAR}", day_range),
        (rf"(?P<month>{MONTH})\s+(?:the\s)?(?P<first>[0-3]?\d)(?:st|nd|rd|th)?\s*"
         rf"(?:-|to|and|until|till|through)\s*(?:the\s)?{_NUMBER_DAY}{_NO_UNIT}{_YEAR}",
         day_range),
        (r"(?:(?:the|on)\s+)?(?:the\s+)?(?P<day>[0-3]?\d)(?:st|nd|rd|th)\s+of\s+"
         r"(?P<of>this|last|next|the)\s+(?:current\s+)?month\b", day_of_which),
        (rf"(?:(?:the|on)\s+)?(?:the\s+)?(?P<day>{SPELLED_DAY})\s+of\s+(?P<month>{MONTH})"
         r"(?!\w)", spelled_day),
        (rf"{_NUMBER_DAY}(?:\s+of)?\s+(?P<month>{MONTH}){_YEAR}", day_month),
        (rf"(?P<day>{ORDINAL_WORD})\s+of\s+(?P<month>{MONTH}){_YEAR}", day_month),
        (rf"(?P<month>{MONTH})\s+(?:the\s)?{_NUMBER_DAY}{_NO_UNIT}{_YEAR}", day_month),
        (rf"(?P<first>{MONTH})\s*-\s*(?P<month>{MONTH})(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?",
         months),
        (rf"(?P<month>{MONTH}),?\s+(?:of\s)?(?P<year>(?:19|20)\d\d)\b", one_month),
        (r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)(?![\w-])", year_month),
        (r"(?P<m>\d\d?)/(?P<y>(?:19|20)\d\d)(?![\w/-])", year_month),
        # "Tomorrow or the day after".
        (r"(?:(?<=tomorrow and )|(?<=tomorrow or ))(?:on )?the day after\b(?! tomorrow)",
         lambda m, c, _: one_day(c.shifted(2))),
        (r"(?:(?<=yesterday and )|(?<=yesterday or ))(?:on )?the day before\b(?! yesterday)",
         lambda m, c, _: one_day(c.shifted(-2))),
        (rf"(?P<count>{SMALL})\s+{_UNIT}s?\s+(?:from\s+(?:now|today)|hence)\b", ahead),
        (rf"(?:the )?(?P<word>{'|'.join(sorted(RELATIVE_DAYS, key=len, reverse=True))})\b",
         relative_day),
        (rf"(?:(?P<before>{_SIDE})\s+week(?:'s)?,?\s+(?:from\s)?)?(?:last\s|this\s)?(?P<first>{DAY})\s*"
         rf"(?:-|to|through|thru|till|until)\s*(?P<last>{DAY})"
         rf"(?:,?\s+(?:of\s)?(?:the\s)?(?P<after>{_SIDE})\s+week\b)?", weekdays),
        (r"(?<=yesterday and )(?:the\s)?day before(?: that)?\b(?! yesterday)",
         lambda _, c, lean: one_day(c.shifted(-2))),
        (rf"(?P<name>{DAY}),?\s+(?:of\s)?(?:the\s)?(?P<which>last|this|next|previous)\s+week\b",
         weekday_of_week),
        (rf"(?P<which>last|this|next|previous)\s+week(?:'s)?,?\s+(?:on\s)?(?P<name>{DAY})",
         weekday_of_week),
        (rf"(?:on )?{DAY},?\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)\b(?!\s+(?:of\b|{MONTH}))",
         day_of_month),
        (rf"(?:the\s)?(?:{_WHICH}\s+)?(?P<name>{DAY})(?!s\b)(?! (?:morning )?{_MEETING})",
         weekday),
        (rf"(?:the\s)?(?:last|past|previous|recent)\s+(?P<count>{SMALL})\s+{_UNIT}s?\b",
         last_units),
        (rf"(?:the\s)?(?:last|past|previous)\s+(?P<count>{SMALL})\s+(?:working|business|work|week)[\s-]?"
         r"days\b", last_working_days),
        (r"the\s+past\s+(?P<count>)" + _UNIT + r"\b", last_units),
        (rf"(?:the\s|in the\s)?(?:(?:up)?coming|next|following)\s+(?P<count>{SMALL})\s+{_UNIT}s?\b",
         next_units),
        (rf"(?P<count>{SMALL})\s+{_UNIT}s?\s+ago\b", ago),
        # "Ten hours in one day" is how long, and no day to come.
        (r"(?!(?<=\x01 )in (?:an?|one|1) (?:day|week)\b)"
         rf"in\s+(?P<count>{SMALL})\s+{_UNIT}s?(?:'\s+time)?\b", ahead),
        (rf"{_UNIT}\s+to\s+date\b|so far this (?P<unit2>week|month|quarter|year)\b|ytd\b|mtd\b",
         lambda m, c, lean: to_date(m, c, lean) if not m["unit2"] else
         Period(whole_unit(m["unit2"], 0, c).first, c.today)),
        (rf"(?:the\s)?{_UNIT}\s+before\s+(?:the\s)?(?:last|previous)(?:\s+one)?\b", before_last),
        (rf"(?P<month>{MONTH}),?\s+(?:of\s)?(?P<which>{_SIDE})\s+year\b", of_year),
        (rf"(?P<ahead>{_SIDE})\s+year(?:'s)?,?\s+(?:in\s)?(?P<month>{MONTH})", of_year),
        (rf"(?:q(?P<quarter>[1-4])|h(?P<half>[12])),?\s+(?:of\s)?(?P<which>{_SIDE})\s+year\b",
         of_year),
        (rf"(?P<ahead>{_SIDE})\s+year(?:'s)?,?\s+(?:q(?P<quarter>[1-4])|h(?P<half>[12]))\b",
         of_year),
        (rf"(?:the )?(?P<quarter>{_QUARTER})\s+quarter,?\s+(?:of\s)?(?P<which>{_SIDE})\s+year\b",
         of_year),
        (rf"(?P<ahead>{_SIDE})\s+year(?:'s)?,?\s+(?P<quarter>{_QUARTER})\s+quarter\b", of_year),
        (rf"(?P<month>{MONTH})\s?'(?P<year>\d\d)\b", short_year),
        (r"h(?P<half>[12])(?:[ /,-]*(?P<year>(?:19|20)\d\d))?\b", half_year),
        (rf"(?:the\s)?{_WHICH}\s+(?:(?:calendar|full|whole|entire|complete)\s)?{_UNIT}"
         rf"(?:s(?=\s+(?:{_OF_A_TIME})\b))?\b", unit_beside),
        # "The first five months of the year", "the last days of the month".
        (r"(?:(?<=months of the )|(?<=weeks of the )|(?<=week of the )|(?<=days of the )|"
         r"(?<=month of the )|(?<=payment of the )|(?<=invoice of the )|(?<=client of the ))"
         r"(?P<unit>month|quarter|year)\b",
         lambda m, c, lean: whole_unit(m["unit"], 0, c)),
        (r"(?P<which>this|last|(?:in|over|during|(?<=since )|(?<=since the ))(?: the)?) ?"
         r"(?P<season>spring|summer|autumn|winter)\b(?=\W*$|\s*[,;:?.!)]|\s(?:and|or|by|per|for)\b)",
         season),
        # "Our best client of the year"; "the end of the year" is an edge of it.
        (r"(?<!end )(?<!start )(?<!beginning )(?<!middle )(?<!rest )(?<!half )(?<!time )(?<!day )"
         r"(?<!quarter )of the year\b", lambda _, c, lean: c.year()),
        (r"(?:for |in |during |over )the "
         r"(?P<unit>week|month|quarter|year)\b"
         r"(?!'| (?:of|before|after|end|ended|ending|starting|beginning|to|that|when|we)\b)",
         lambda m, c, lean: whole_unit(m["unit"], 0, c)),
        # "Anna's week, day by day".
        (r"(?:(?<='s )|(?<=\x01 )|my |our )(?P<unit>week|month)\b"
         r"(?!'|-| (?:end|plan))",
         lambda m, c, lean: whole_unit(m["unit"], 0, c)),
        (r"(?:over |on |at )?(?:the )?(?P<which>last |this |next )?weekend\b", weekend),
        (r"q(?P<quarter>[1-4])(?:[ /,-]*(?P<year>(?:19|20)\d\d))?\b", quarter),
        (rf"(?:the )?(?P<quarter>{_QUARTER})\s+quarter"
         r"(?:,?\s+(?:of\s)?(?P<year>(?:19|20)\d\d))?\b", quarter),
        (r"(?:calendar |iso )?(?:week|cw|kw)\s*(?P<week>\d\d?)\b"
         r"(?:,?\s+(?:of\s)?(?P<year>(?:19|20)\d\d)\b)?", week_number),
        (rf"(?P<which>last|this|next)\s+(?P<month>{MONTH})", one_month),
        (rf"(?<!\d )(?<!\d(?:st|nd|rd|th) )(?P<month>{MONTH})", one_month),
        (rf"(?:{_YEAR_AFTER}|^)(?P<year>20\d\d)(?![\w/.-])", year_alone),
        (r"(?P<feast>christmas(?: eve| day)?|boxing day|new year(?:'?s)?(?: eve| day)?)\b", feast),
        (r"(?:the|on)\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)\b", day_of_month),
    )
)  # fmt: skip

DATE_SHAPE = re.compile(
    rf"\b[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{MONTH})|\b\d{{4}}-\d\d?-\d\d?\b"
    r"|\b\d\d?[./]\d\d?[./](?:\d{4}|\d\d)\b(?![.:/])"
)
