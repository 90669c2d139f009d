"""Dates: what people write, on several todays, and what must not be taken for a date."""

from __future__ import annotations

from datetime import date

import pytest

from agent.models.builtin.text.calendar import Calendar
from agent.models.builtin.text.dates import Lean, find_dates, impossible_date
from agent.models.builtin.text.fold import fold

MONDAY = date(2026, 11, 2)
LEAP = date(2028, 2, 29)
NEW_YEAR = date(2027, 1, 1)
SUNDAY = date(2026, 3, 15)

Window = tuple[str | None, str | None]


def windows(text: str, today: date, lean: Lean = "past", week_start: int = 1) -> list[Window]:
    found = find_dates(fold(text), Calendar(today, week_start), lean)
    return [(p[0], p[1]) for p in (mention.period.as_strings() for mention in found)]


PAST: list[tuple[date, str, Window]] = [
    (MONDAY, "yesterday", ("2026-11-01", "2026-11-01")),
    (MONDAY, "the day before yesterday", ("2026-10-31", "2026-10-31")),
    (MONDAY, "the twelfth of October", ("2026-10-12", "2026-10-12")),
    (MONDAY, "the twenty-first of October", ("2026-10-21", "2026-10-21")),
    (MONDAY, "on the 2nd of this month", ("2026-11-02", "2026-11-02")),
    (MONDAY, "two days before 20 October", ("2026-10-18", "2026-10-18")),
    (MONDAY, "in the two weeks before 20 October", ("2026-10-06", "2026-10-19")),
    (MONDAY, "the week after 12 October", ("2026-10-13", "2026-10-19")),
    (MONDAY, "within 3 days after Tuesday 20 October", ("2026-10-21", "2026-10-23")),
    (MONDAY, "2 working days before Monday 19 October", ("2026-10-15", "2026-10-15")),
    (MONDAY, "a month before the end of October", ("2026-09-30", "2026-09-30")),
    (MONDAY, "the Monday before 20 October", ("2026-10-19", "2026-10-19")),
    (MONDAY, "the Tuesday after 20 October", ("2026-10-27", "2026-10-27")),
    (MONDAY, "more than 30 days after 1 October", ("2026-10-02", None)),
    (MONDAY, "two days from 20 October", ("2026-10-20", "2026-10-20")),
    (MONDAY, "last Friday", ("2026-10-30", "2026-10-30")),
    (MONDAY, "last Monday", ("2026-10-26", "2026-10-26")),
    (MONDAY, "on Monday", ("2026-11-02", "2026-11-02")),
    (MONDAY, "on Thursday", ("2026-10-29", "2026-10-29")),
    (MONDAY, "Friday last week", ("2026-10-30", "2026-10-30")),
    (MONDAY, "Monday to Thursday of the week before last", ("2026-10-19", "2026-10-22")),
    (MONDAY, "since mid-September", ("2026-09-15", None)),
    (MONDAY, "over the weekend of 17/18 October", ("2026-10-17", "2026-10-18")),
    (MONDAY, "Jul-Sep", ("2026-07-01", "2026-09-30")),
    (MONDAY, "in the first five months of the year", ("2026-01-01", "2026-05-31")),
    (MONDAY, "yesterday and the day before", ("2026-10-31", "2026-11-01")),
    (MONDAY, "in the last full week", ("2026-10-26", "2026-11-01")),
    (MONDAY, "last week's Thursday", ("2026-10-29", "2026-10-29")),
    (MONDAY, "on Friday 30 October", ("2026-10-30", "2026-10-30")),
    (MONDAY, "this week", ("2026-11-02", "2026-11-08")),
    (MONDAY, "last week", ("2026-10-26", "2026-11-01")),
    (MONDAY, "in October", ("2026-10-01", "2026-10-31")),
    (MONDAY, "in December", ("2025-12-01", "2025-12-31")),
    (MONDAY, "in May", ("2026-05-01", "2026-05-31")),
    (MONDAY, "October 2025", ("2025-10-01", "2025-10-31")),
    (MONDAY, "2026-10", ("2026-10-01", "2026-10-31")),
    (MONDAY, "last month", ("2026-10-01", "2026-10-31")),
    (MONDAY, "this year", ("2026-01-01", "2026-12-31")),
    (MONDAY, "in 2025", ("2025-01-01", "2025-12-31")),
    (MONDAY, "Q3", ("2026-07-01", "2026-09-30")),
    (MONDAY, "Q2 2025", ("2025-04-01", "2025-06-30")),
    (MONDAY, "last quarter", ("2026-07-01", "2026-09-30")),
    (MONDAY, "since 3 March", ("2026-03-03", None)),
    (MONDAY, "from October on", ("2026-10-01", None)),
    (MONDAY, "invoices from October", ("2026-10-01", "2026-10-31")),
    (MONDAY, "until last Friday", (None, "2026-10-30")),
    (MONDAY, "before 1 October", (None, "2026-09-30")),
    (MONDAY, "after 15 October", ("2026-10-16", None)),
    (MONDAY, "on 15.10.26", ("2026-10-15", "2026-10-15")),
    (MONDAY, "since 15/10/26", ("2026-10-15", None)),
    (MONDAY, "the first quarter of last year", ("2025-01-01", "2025-03-31")),
    (MONDAY, "h2 last year", ("2025-07-01", "2025-12-31")),
    (MONDAY, "since early February", ("2026-02-01", None)),
    (MONDAY, "late February", ("2026-02-21", "2026-02-28")),
    (MONDAY, "week 53 of 2026", ("2026-12-28", "2027-01-03")),
    (SUNDAY, "this weekend", ("2026-03-14", "2026-03-15")),
    (MONDAY, "the following Monday", ("2026-11-09", "2026-11-09")),
    (MONDAY, "between 1 and 15 October", ("2026-10-01", "2026-10-15")),
    (MONDAY, "from 1 to 15 October", ("2026-10-01", "2026-10-15")),
    (MONDAY, "October 1-15", ("2026-10-01", "2026-10-15")),
    (MONDAY, "from 2026-10-01 to 2026-10-15", ("2026-10-01", "2026-10-15")),
    (MONDAY, "from October 1st until October 10th 2026", ("2026-10-01", "2026-10-10")),
    (MONDAY, "from September to October", ("2026-09-01", "2026-10-31")),
    (MONDAY, "from Monday to Wednesday", ("2026-10-26", "2026-10-28")),
    (MONDAY, "Mon-Wed", ("2026-10-26", "2026-10-28")),
    (MONDAY, "Tuesday to Thursday last week", ("2026-10-27", "2026-10-29")),
    (MONDAY, "the week before last", ("2026-10-19", "2026-10-25")),
    (MONDAY, "the month before last", ("2026-09-01", "2026-09-30")),
    (MONDAY, "first week of October", ("2026-10-01", "2026-10-07")),
    (MONDAY, "the last ten days of October", ("2026-10-22", "2026-10-31")),
    (MONDAY, "the last week of October", ("2026-10-25", "2026-10-31")),
    (MONDAY, "yesterday and today", ("2026-11-01", "2026-11-02")),
    (MONDAY, "May last year", ("2025-05-01", "2025-05-31")),
    (MONDAY, "last year's Q3", ("2025-07-01", "2025-09-30")),
    (MONDAY, "H1 2026", ("2026-01-01", "2026-06-30")),
    (MONDAY, "first half of 2026", ("2026-01-01", "2026-06-30")),
    (MONDAY, "3.10. - 7.10.", ("2026-10-03", "2026-10-07")),
    (MONDAY, "the last 7 days", ("2026-10-27", "2026-11-02")),
    (MONDAY, "the last two months", ("2026-09-03", "2026-11-02")),
    (MONDAY, "two weeks ago", ("2026-10-19", "2026-10-19")),
    (MONDAY, "3 days ago", ("2026-10-30", "2026-10-30")),
    (MONDAY, "30/10/2026", ("2026-10-30", "2026-10-30")),
    (MONDAY, "10/30/2026", ("2026-10-30", "2026-10-30")),
    (MONDAY, "30.10.2026", ("2026-10-30", "2026-10-30")),
    (MONDAY, "Oct. 30", ("2026-10-30", "2026-10-30")),
    (MONDAY, "the 15th", ("2026-10-15", "2026-10-15")),
    (MONDAY, "year to date", ("2026-01-01", "2026-11-02")),
    (MONDAY, "so far this month", ("2026-11-01", "2026-11-02")),
    (MONDAY, "last weekend", ("2026-10-31", "2026-11-01")),
    (MONDAY, "week of 12 October", ("2026-10-12", "2026-10-18")),
    (MONDAY, "week 42", ("2026-10-12", "2026-10-18")),
    (MONDAY, "on 3 November", ("2026-11-03", "2026-11-03")),
    (MONDAY, "on the following Monday", ("2026-11-09", "2026-11-09")),
    (LEAP, "last month", ("2028-01-01", "2028-01-31")),
    (LEAP, "last year", ("2027-01-01", "2027-12-31")),
    (LEAP, "yesterday", ("2028-02-28", "2028-02-28")),
    (LEAP, "last Friday", ("2028-02-25", "2028-02-25")),
    (LEAP, "a month ago", ("2028-01-29", "2028-01-29")),
    (NEW_YEAR, "in December", ("2026-12-01", "2026-12-31")),
    (NEW_YEAR, "last month", ("2026-12-01", "2026-12-31")),
    (NEW_YEAR, "last Friday", ("2026-12-25", "2026-12-25")),
    (NEW_YEAR, "30 December", ("2026-12-30", "2026-12-30")),
    (NEW_YEAR, "last quarter", ("2026-10-01", "2026-12-31")),
    (NEW_YEAR, "this week", ("2026-12-28", "2027-01-03")),
    (SUNDAY, "this week", ("2026-03-09", "2026-03-15")),
    (SUNDAY, "last week", ("2026-03-02", "2026-03-08")),
    (SUNDAY, "last Sunday", ("2026-03-08", "2026-03-08")),
]

AHEAD: list[tuple[date, str, Window]] = [
    (MONDAY, "tomorrow", ("2026-11-03", "2026-11-03")),
    (MONDAY, "next Tuesday", ("2026-11-03", "2026-11-03")),
    (MONDAY, "due next Friday", ("2026-11-06", "2026-11-06")),
    (MONDAY, "by Friday", ("2026-11-06", "2026-11-06")),
    (MONDAY, "due 15 Nov", ("2026-11-15", "2026-11-15")),
    (MONDAY, "due in March", ("2027-03-01", "2027-03-31")),
    (MONDAY, "end of month", ("2026-11-30", "2026-11-30")),
    (MONDAY, "by the end of the month", ("2026-11-30", "2026-11-30")),
    (MONDAY, "end of next week", ("2026-11-13", "2026-11-13")),
    (MONDAY, "end of the week", ("2026-11-06", "2026-11-06")),
    (MONDAY, "Wednesday next week", ("2026-11-11", "2026-11-11")),
    (MONDAY, "in 3 days", ("2026-11-05", "2026-11-05")),
    (MONDAY, "in two weeks", ("2026-11-16", "2026-11-16")),
    (MONDAY, "the next 14 days", ("2026-11-02", "2026-11-16")),
    (MONDAY, "next month", ("2026-12-01", "2026-12-31")),
    (MONDAY, "the upcoming week", ("2026-11-09", "2026-11-15")),
    (MONDAY, "the 15th", ("2026-11-15", "2026-11-15")),
    (NEW_YEAR, "15 January", ("2027-01-15", "2027-01-15")),
    (NEW_YEAR, "30 December", ("2026-12-30", "2026-12-30")),
    (LEAP, "next year", ("2029-01-01", "2029-12-31")),
]


@pytest.mark.parametrize(("today", "text", "window"), PAST)
def test_looking_back(today: date, text: str, window: Window) -> None:
    assert windows(text, today) == [window]


@pytest.mark.parametrize(("today", "text", "window"), AHEAD)
def test_looking_ahead(today: date, text: str, window: Window) -> None:
    assert windows(text, today, "future") == [window]


def test_the_week_begins_where_the_account_says() -> None:
    assert windows("last week", MONDAY, week_start=0) == [("2026-10-25", "2026-10-31")]
    assert windows("this week", MONDAY, week_start=0) == [("2026-11-01", "2026-11-07")]


@pytest.mark.parametrize(
    "text",
    [
        "may I see the list", "march on", "give me a second", "who sat down", "4 hours", "top 5",
        "31 February", "2026-13-45", "task 12", "invoice 2026-014", "sun shines", "decide now",
    ],
)  # fmt: skip
def test_no_date(text: str) -> None:
    assert windows(text, MONDAY) == []


def test_an_impossible_date_is_noticed() -> None:
    assert impossible_date("log 2h on 31 february", []) == "31 february"
    assert impossible_date("log 2h on 2026-02-30", []) == "2026-02-30"
    found = find_dates("log 2h on 28 february", Calendar(MONDAY))
    assert impossible_date("log 2h on 28 february", found) is None


def test_a_deadline_is_told_from_a_day() -> None:
    mentions = find_dates("due before 10 november", Calendar(MONDAY), "future")
    assert mentions[0].due == "before"
    assert mentions[0].due_window.as_strings() == [None, "2026-11-09"]


def test_sides_of_a_comparison_stay_apart() -> None:
    assert windows("march vs may", MONDAY) == [
        ("2026-03-01", "2026-03-31"), ("2026-05-01", "2026-05-31"),
    ]  # fmt: skip
    assert len(windows("compare last week and this week", MONDAY)) == 2
    assert windows("what has she been up to this week", MONDAY) == [("2026-11-02", "2026-11-08")]
