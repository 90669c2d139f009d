"""Task lists and tasks: one pass over the projects, a window of days for each task."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tools_server.sandbox.worlds.demo.almanac import Almanac, last_workday, stamp
from tools_server.sandbox.worlds.demo.dice import Dice
from tools_server.sandbox.worlds.demo.people import person
from tools_server.sandbox.worlds.demo.projects import PROJECTS, RETAIL_LAUNCH, Project
from tools_server.sandbox.worlds.demo.record import Record, money, number, stamps
from tools_server.sandbox.worlds.demo.statuses import BACKLOG, COMPLETE, IN_PROGRESS, IN_REVIEW
from tools_server.sandbox.worlds.demo.task_lists import Template, templates
from tools_server.sandbox.worlds.demo.task_stories import (
    COURTESY,
    FLAT_PRICES,
    LEFT_OPEN,
    PRICE_FIELD_ONLY,
    ROLE_RATES,
    STORIES,
    TASK_MODE_PROJECTS,
    TASK_RATES,
    TaskStory,
)
from tools_server.sandbox.worlds.demo.typed_text import HOSTILE_TASK_NOTES, task_note

FIRST_TASKLIST_ID = 401
FIRST_TASK_ID = 5000
PRIORITIES = (25, 50, 75, 100)
PRIORITY_WEIGHTS = (10, 65, 20, 5)
OVERLAP = 2.4  # a task lasts this many of its project's slots, so neighbours run side by side
RECENT = 25  # days: only tasks that ended since may still be open and late


@dataclass(frozen=True)
class TaskPlan:
    """A task record with what time and money need to know: role and the days of work on it."""

    record: Record
    project: Project
    role: str
    first: date
    last: date
    ongoing: bool

    @property
    def workers(self) -> tuple[int, ...]:
        """Assignees, or the whole team where nobody is assigned."""
        return tuple(self.record["users"]) or self.project.team


@dataclass(frozen=True)
class _Window:
    """First and last day of work, in days ago."""

    first: int
    last: int


def tasks_and_lists(
    almanac: Almanac, projects: list[Record]
) -> tuple[list[TaskPlan], list[Record]]:
    """All tasks with ids from 5000 and their task lists with ids from 401.

    Sets `task_code_increment` of the projects.
    """
    plans: list[TaskPlan] = []
    lists: list[Record] = []
    for record, row in zip(projects, PROJECTS, strict=True):
        own_lists: dict[str, Record] = {}
        for position, (template, window) in enumerate(_schedule(row), 1):
            tasklist = own_lists.get(template.list_name)
            if tasklist is None:
                list_id = FIRST_TASKLIST_ID + len(lists)
                tasklist = _tasklist(list_id, len(own_lists), template, row, almanac)
                own_lists[template.list_name] = tasklist
                lists.append(tasklist)
            task_id = FIRST_TASK_ID + len(plans)
            plans.append(_plan(task_id, position, template, window, row, tasklist, almanac))
        record["task_code_increment"] = sum(plan.project is row for plan in plans)
    return plans, lists


def _schedule(row: Project) -> Iterator[tuple[Template, _Window]]:
    """The project's tasks with their windows, spread evenly over its time."""
    rows = list(templates(row.id, row.kind))
    slot = (row.start - row.end) / max(1, sum(not template.ongoing for template in rows))
    place = 0
    for template in rows:
        if template.ongoing:
            yield template, _Window(row.start, row.end)
        else:
            last = row.start - (place + OVERLAP) * slot
            yield template, _Window(round(row.start - place * slot), max(round(last), row.end))
            place += 1


def _tasklist(list_id: int, seq: int, template: Template, row: Project, almanac: Almanac) -> Record:
    return {
        "id": list_id,
        "name": template.list_name,
        "project_id": row.id,
        "milestone_id": None,
        "seq": seq,
        **stamps(almanac.workday_ago(row.start)),
    }


def _plan(
    task_id: int,
    position: int,
    template: Template,
    window: _Window,
    row: Project,
    tasklist: Record,
    almanac: Almanac,
) -> TaskPlan:
    dice = Dice(f"task/{task_id}")
    key = (row.id, template.name)
    story = STORIES.get(key)
    done = _done(row, template, window, story, dice)
    users = _assignees(task_id, template, window, row, story, dice)
    description = HOSTILE_TASK_NOTES.get(key, task_note(dice))
    record: Record = {
        "id": task_id,
        "code": f"{row.code}-{position}",
        "name": template.name,
        "project_id": row.id,
        "tasklist_id": tasklist["id"],
        "user_id": row.managers[0],
        "users": users,
        "description": (story and story.description) or description,
        "priority": story.priority if story else dice.choices(PRIORITIES, PRIORITY_WEIGHTS)[0],
        "seq": position - 1,
        "start_date": almanac.ago(window.first).isoformat() if dice.chance(0.4) else None,
        "due_date": _due_date(template, window, story, almanac, dice),
        "budget_hours": dice.choice((None, 4, 8, 12.5, 16, 24, 40)),
        "files_count": 0,
        "comments_count": 0,
        **_billing(template, row),
        **_progress(done, window, users, row, almanac, dice),
        **_stamps(window, row, almanac),
    }
    late = done is None and row.active and window.last > 0  # an open task is worked on until today
    last_day = almanac.ago(1) if late else almanac.ago(done if done is not None else window.last)
    return TaskPlan(
        record, row, template.role, almanac.ago(window.first), last_day, template.ongoing
    )


def _stamps(window: _Window, row: Project, almanac: Almanac) -> Record:
    """Written down a week ahead, though never before the project; last touched when it ended."""
    created = min(max(window.first, 1) + 6, row.start)
    return stamps(almanac.workday_ago(created), almanac.ago(max(window.last, 2)))


def _done(
    row: Project, template: Template, window: _Window, story: TaskStory | None, dice: Dice
) -> int | None:
    """Days ago that the task was completed; None while it is open."""
    if story:
        return story.done
    if not row.active or row.id == RETAIL_LAUNCH:
        return None if (row.id, template.name) in LEFT_OPEN else window.last
    if template.ongoing or window.last <= 0:
        return None
    if window.last < RECENT and dice.chance(0.35):
        return None
    return window.last


def _assignees(
    task_id: int,
    template: Template,
    window: _Window,
    row: Project,
    story: TaskStory | None,
    dice: Dice,
) -> list[int]:
    """One or two of the team who have the role and were at the studio then."""
    if story and story.users is not None:
        return list(story.users)
    fitting = [
        user_id
        for user_id in row.team
        if template.role in person(user_id).roles
        and window.first > person(user_id).left
        and window.last < person(user_id).joined
    ]
    if not fitting or (not template.ongoing and dice.chance(0.06)):
        return []
    first = fitting[task_id % len(fitting)]
    return sorted({first, dice.choice(fitting)}) if dice.chance(0.4) else [first]


def _due_date(
    template: Template, window: _Window, story: TaskStory | None, almanac: Almanac, dice: Dice
) -> str | None:
    if story and story.this_week:
        return almanac.week_end().isoformat()
    if story and story.due is not None:
        return almanac.ago(story.due).isoformat()
    if template.ongoing or dice.chance(0.12):
        return None
    return last_workday(almanac.ago(window.last)).isoformat()


def _billing(template: Template, row: Project) -> Record:
    key = (row.id, template.name)
    flat = money(FLAT_PRICES.get(key))
    by_role = ROLE_RATES.get(template.role) if row.id in TASK_MODE_PROJECTS else None
    return {
        "billable": row.kind != "internal" and (row.kind, template.name) not in COURTESY,
        "flat_billing": flat is not None,
        "price_per_hour": None if flat is not None else number(money(TASK_RATES.get(key, by_role))),
        "estimated_price": None if key in PRICE_FIELD_ONLY else number(flat),
        "price": number(flat),
        "invoiced": False,
        "invoice_item_id": None,
    }


def _progress(
    done: int | None,
    window: _Window,
    users: list[int],
    row: Project,
    almanac: Almanac,
    dice: Dice,
) -> Record:
    if done is None:
        started = window.first > 0
        status = dice.choice((IN_PROGRESS, IN_PROGRESS, IN_REVIEW)) if started else BACKLOG
        return {"complete": False, "completed_on": None, "completed_by": None, "status_id": status}
    return {
        "complete": True,
        "completed_on": stamp(almanac.workday_ago(max(done, 1)), 16 * 60 + 40),
        "completed_by": users[0] if users else row.managers[0],
        "status_id": COMPLETE,
    }
