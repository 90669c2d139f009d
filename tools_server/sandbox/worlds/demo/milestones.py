"""Milestones: per kind of project a few points along its time, with the ones that tell a story."""

from datetime import date

from tools_server.sandbox.worlds.demo import clients as c
from tools_server.sandbox.worlds.demo.almanac import Almanac, last_workday
from tools_server.sandbox.worlds.demo.projects import (
    BOOKING_ENGINE,
    INTRANET,
    PROJECT_ALPHA,
    PROJECTS,
    RETAIL_LAUNCH,
    TRADE_PORTAL,
    WEBSITE_RELAUNCH,
    Project,
)
from tools_server.sandbox.worlds.demo.record import Record, stamps

FIRST_MILESTONE_ID = 601

# (name, task list it closes or None, share of the project's time)
POINTS: dict[str, tuple[tuple[str, str | None, float], ...]] = {
    "website": (
        ("Discovery sign-off", "Discovery", 0.35),
        ("Concept sign-off", "Concept", 0.62),
        ("Design sign-off", "Design", 0.8),
        ("Launch", "Launch", 1.0),
    ),
    "app": (
        ("Concept approved", "Planning", 0.2),
        ("Feature complete", "Features", 0.7),
        ("Go-live", "Launch", 1.0),
    ),
    "campaign": (
        ("Creative approved", "Creative", 0.6),
        ("Campaign live", "Delivery", 0.75),
        ("Final report", None, 1.0),
    ),
    "design": (("Design presentation", "Design", 0.7), ("Handover", "Handover", 1.0)),
    "seo": (("Set-up done", "Set-up", 0.4), ("Half-year review", None, 0.95)),
    "care": (("Contract renewal", None, 0.9),),
    "internal": (("Handbook v2", None, 0.75),),
    "pitch": (("Transit tender deadline", None, 0.72),),
}
NUMBERED_CLIENTS = {c.NORTHWIND, c.HARBOR_HOTELS, c.OPTIK, c.HEALTH}  # "Milestone 3: Go-live"

# (project id, position from 1) -> (due, complete); due is days ago or a named day
MONTH_END, LAST_MONTH_END, LAST_MONTH_MIDDLE = "month end", "last month end", "last month middle"
STORIES: dict[tuple[int, int], tuple[int | str, bool]] = {
    (WEBSITE_RELAUNCH, 2): (16, True),
    (WEBSITE_RELAUNCH, 3): (MONTH_END, False),
    (TRADE_PORTAL, 3): (9, False),
    (BOOKING_ENGINE, 2): (LAST_MONTH_END, True),
    (BOOKING_ENGINE, 3): (-24, False),
    (RETAIL_LAUNCH, 3): (LAST_MONTH_MIDDLE, True),
    (309, 3): (LAST_MONTH_MIDDLE, False),
    (310, 2): (MONTH_END, False),
    (311, 2): (4, False),
    (PROJECT_ALPHA, 2): (MONTH_END, False),
    (INTRANET, 2): (34, False),
    (INTRANET, 3): (-6, False),
    (317, 2): (MONTH_END, True),
    (320, 2): (LAST_MONTH_END, False),
}


def milestones(almanac: Almanac, tasklists: list[Record]) -> list[Record]:
    """All milestones; sets `milestone_id` of the task lists that lead to one."""
    rows = [(row, *point) for row in PROJECTS for point in _points(row)]
    return [
        _milestone(FIRST_MILESTONE_ID + index, *row, almanac, tasklists)
        for index, row in enumerate(rows)
    ]


def _points(row: Project) -> list[tuple[int, str, str | None, float]]:
    return [(place, *point) for place, point in enumerate(POINTS[row.kind], 1)]


def _milestone(
    milestone_id: int,
    row: Project,
    place: int,
    name: str,
    list_name: str | None,
    share: float,
    almanac: Almanac,
    tasklists: list[Record],
) -> Record:
    due, complete = _due(row, place, share, almanac)
    linked = [
        tasklist
        for tasklist in tasklists
        if tasklist["project_id"] == row.id and tasklist["name"] == list_name
    ]
    for tasklist in linked:
        tasklist["milestone_id"] = milestone_id
    prefix = f"Milestone {place}: " if row.client_id in NUMBERED_CLIENTS else ""
    return {
        "id": milestone_id,
        "name": prefix + name,
        "project_id": row.id,
        "user_id": row.managers[0],
        "due_date": due.isoformat(),
        "complete": complete,
        "send_reminder": 24 if place % 2 else 0,
        "reminder_sent": complete and place % 2 == 1,
        "linked_tasklists": [tasklist["id"] for tasklist in linked],
        **stamps(almanac.workday_ago(row.start), almanac.ago(2)),
    }


def _due(row: Project, place: int, share: float, almanac: Almanac) -> tuple[date, bool]:
    """Due date and whether it is done: what lies behind us is, unless a story says otherwise."""
    story = STORIES.get((row.id, place))
    if story is None:
        due = last_workday(almanac.ago(round(row.start - share * (row.start - row.end))))
        return due, due < almanac.today
    when, complete = story
    if when == MONTH_END:
        return almanac.month_end(), complete
    if when == LAST_MONTH_END:
        return almanac.month_end(1), complete
    if when == LAST_MONTH_MIDDLE:
        return almanac.month_start(1).replace(day=15), complete
    return almanac.ago(int(when)), complete
