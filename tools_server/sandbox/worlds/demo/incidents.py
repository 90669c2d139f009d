"""Time entries that went wrong or look odd: the ones a month-end review has to find."""

from collections.abc import Iterator
from datetime import timedelta

from tools_server.sandbox.worlds.demo.almanac import Almanac, at, last_workday
from tools_server.sandbox.worlds.demo.people import CHLOE, DANIEL, NORA, PRIYA, SAM_R
from tools_server.sandbox.worlds.demo.projects import (
    BOOKING_ENGINE,
    INTRANET,
    PRODUCT_LAUNCH,
    PROJECT_ALPHA,
    RETAIL_LAUNCH,
    TRADE_PORTAL,
    WEBSITE_RELAUNCH,
)
from tools_server.sandbox.worlds.demo.tasks import TaskPlan
from tools_server.sandbox.worlds.demo.timesheets import Timed, bulk, interval, running
from tools_server.sandbox.worlds.demo.typed_text import HOSTILE_WORK_NOTES

HOUR = 3600
NIGHT = 22 * 60 + 30


def incidents(almanac: Almanac, plans: list[TaskPlan]) -> Iterator[Timed]:
    """Long days, overlaps, work over midnight, late work on an archived project, a lost timer."""
    by_key = {(plan.project.id, str(plan.record["name"])): plan for plan in plans}
    yield from _long_days(almanac, by_key)
    yield from _overlaps(almanac, by_key)
    yield from _nights(almanac, by_key)
    yield from _after_the_end(almanac, by_key)
    yield from _odd_notes(almanac, by_key)
    plan = by_key[WEBSITE_RELAUNCH, "Homepage wireframes"]
    day = almanac.workday_ago(1)
    yield Timed(running(plan, SAM_R, at(day, 16 * 60 + 52), "Grid experiments"), day, plan)


_Plans = dict[tuple[int, str], TaskPlan]


def _long_days(almanac: Almanac, plans: _Plans) -> Iterator[Timed]:
    """Over twelve hours as an interval and as bulk, and one of exactly twelve."""
    launch = plans[BOOKING_ENGINE, "Project management"]
    first = almanac.month_start(1)
    start = at(last_workday(first + timedelta(days=17)), 8 * 60 + 30)
    day = last_workday(first + timedelta(days=17))
    note = "Release weekend, on call"
    yield Timed(interval(launch, DANIEL, start, 13 * HOUR + 900, note, True), day, launch)
    portal = plans[TRADE_PORTAL, "Project management"]
    day = last_workday(first + timedelta(days=23))
    yield Timed(bulk(portal, NORA, day, 14 * HOUR, "Three days in one, sorry"), day, portal)
    day = last_workday(first + timedelta(days=10))
    yield Timed(bulk(portal, DANIEL, day, 12 * HOUR, "Workshop day"), day, portal)


def _overlaps(almanac: Almanac, plans: _Plans) -> Iterator[Timed]:
    """Two entries at once, and two that only touch."""
    plan = plans[INTRANET, "Project management"]
    first = almanac.month_start(1)
    day = last_workday(first + timedelta(days=14))
    yield Timed(interval(plan, DANIEL, at(day, 18 * 60), HOUR, "Call", True), day, plan)
    yield Timed(interval(plan, DANIEL, at(day, 18 * 60 + 30), HOUR, "Minutes", True), day, plan)
    day = last_workday(first + timedelta(days=21))
    yield Timed(interval(plan, DANIEL, at(day, 18 * 60), HOUR, "Call", True), day, plan)
    yield Timed(interval(plan, DANIEL, at(day, 19 * 60), HOUR, "Minutes", True), day, plan)


def _nights(almanac: Almanac, plans: _Plans) -> Iterator[Timed]:
    """Evenings that belong to one month here and to the next by UTC, and one over midnight."""
    plan = plans[PROJECT_ALPHA, "Project management"]
    for back in (3, 2, 1):
        day = almanac.month_end(back)
        start = at(day, 21 * 60 + 15)
        yield Timed(interval(plan, NORA, start, HOUR + 1800, "Release window", True), day, plan)
    day = almanac.month_end(2)
    yield Timed(
        interval(plan, DANIEL, at(day, NIGHT), 2 * HOUR, "<p>Go/no-go</p>", True), day, plan
    )


def _after_the_end(almanac: Almanac, plans: _Plans) -> Iterator[Timed]:
    """Time on a campaign that was archived before anybody billed it."""
    report = plans[PRODUCT_LAUNCH, "Results report"]
    for days_in, hours in ((3, 3), (8, 4), (13, 2)):
        day = last_workday(almanac.month_start(1) + timedelta(days=days_in + 3))
        yield Timed(bulk(report, CHLOE, day, hours * HOUR, "Report for the board"), day, report)
    visual = plans[PRODUCT_LAUNCH, "Project management"]
    day = last_workday(almanac.month_start(1) + timedelta(days=9))
    yield Timed(bulk(visual, DANIEL, day, 5 * HOUR + 1800, "Wrap-up"), day, visual)


def _odd_notes(almanac: Almanac, plans: _Plans) -> Iterator[Timed]:
    """Descriptions nobody should trust, on an ordinary day each."""
    plan = plans[RETAIL_LAUNCH, "Project management"]
    for days, note in zip((33, 58, 81, 102), HOSTILE_WORK_NOTES, strict=True):
        day = almanac.workday_ago(days)
        yield Timed(bulk(plan, PRIYA, day, HOUR // 2, note), day, plan)
