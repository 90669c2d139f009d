"""The names of days and months."""

from __future__ import annotations

import re

from agent.models.builtin.text.fold import word_list

_MONTHS = word_list("""
    january february march april may june july august september october november december
""")  # fmt: skip
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_SHORT_DAYS = "mon|tues?|wed|thu(?:rs?)?|fri|sat|sun"
MONTH = rf"(?:{'|'.join(_MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
DAY = rf"(?:{'|'.join(_DAYS)}|{_SHORT_DAYS})\b\.?"
DAY_NAME = re.compile(rf"(?:on |the )*{DAY}")
# Where a day or a stretch lies by the word before it.
OFFSETS = {"last": -1, "previous": -1, "past": -1, "prior": -1, "this": 0, "current": 0,
           "next": 1, "coming": 1, "upcoming": 1, "following": 1}  # fmt: skip
# The quarters of a year as they are counted.
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3,
            "4th": 4, "1": 1, "2": 2, "3": 3, "4": 4}  # fmt: skip


def month_number(text: str) -> int:
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(text.strip(". ")[:3]))


def day_number(text: str) -> int:
    return next(i for i, name in enumerate(_DAYS, 1) if name.startswith(text.strip(". ")[:3]))
