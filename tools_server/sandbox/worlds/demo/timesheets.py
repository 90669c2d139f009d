"""Two years of time entries: each person's working days, cut into pieces of work on their tasks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tools_server.sandbox.worlds.demo.almanac import Almanac, at, is_workday, iso, stamp
from tools_server.sandbox.worlds.demo.dice import Dice
from tools_server.sandbox.worlds.demo.people import (
    CHLOE,
    DANIEL,
    NORA,
    PEOPLE,
    PRIYA,
    RUTH,
    SAM_L,
    SAM_R,
    Person,
)
from tools_server.sandbox.worlds.demo.record import Record
from tools_server.sandbox.worlds.demo.tasks import TaskPlan
from tools_server.sandbox.worlds.demo.typed_text import work_note

# Holidays that people took: (person, first day in days ago, length in days)
VACATIONS = (
    (NORA, 655, 14),
    (NORA, 290, 12),
    (DANIEL, 690, 10),
    (DANIEL, 330, 16),
    (PRIYA, 610, 21),
    (PRIYA, 240, 10),
    (SAM_R, 575, 14),
    (SAM_R, 180, 14),
    (SAM_L, 520, 18),
    (SAM_L, 150, 9),
    (CHLOE, 210, 12),
    (RUTH, 450, 14),
)
SILENT = SAM_L  # has not filled in timesheets since the second week of last month
SILENT_AFTER_DAYS = 9
SICK_SHARE = 0.018
# How much of a day goes into one task, by kind of project; elsewhere 1, or ONGOING_WEIGHT.
KIND_WEIGHTS = {"care": 0.04, "seo": 0.15, "internal": 0.06, "pitch": 0.12}
ONGOING_WEIGHT = 0.3
PIECES = (1, 2, 2, 2, 2, 2, 3, 3)  # entries a day
QUARTER = 15  # minutes


@dataclass(frozen=True)
class Timed:
    """An entry record with its local day and the task it is on."""

    record: Record
    day: date
    plan: TaskPlan

    @property
    def seconds(self) -> int:
        """Seconds tracked; 0 while a timer runs."""
        return int(self.record.get("duration") or 0)


def timesheets(almanac: Almanac, plans: list[TaskPlan]) -> list[Timed]:
    """The ordinary entries of everybody up to yesterday; ids come later."""
    rows = [timed for someone in PEOPLE for timed in _person(someone, almanac, plans)]
    return sorted(rows, key=lambda timed: timed.day)


def interval(
    plan: TaskPlan, user_id: int, start: datetime, seconds: int, note: str | None, manual: bool
) -> Record:
    """An entry with start and end and its computed `duration` (Paymo API facts, section 8.8)."""
    end = start + timedelta(seconds=seconds)
    return {
        **_entry(plan, user_id, note, manual),
        "is_bulk": False,
        "start_time": iso(start),
        "end_time": iso(end),
        "duration": seconds,
        "created_on": iso(end),
        "updated_on": iso(end),
    }


def bulk(plan: TaskPlan, user_id: int, day: date, seconds: int, note: str | None) -> Record:
    """An entry with a day and a duration only."""
    return {
        **_entry(plan, user_id, note, manual=True),
        "is_bulk": True,
        "date": day.isoformat(),
        "duration": seconds,
        "created_on": stamp(day, 18 * 60),
        "updated_on": stamp(day, 18 * 60),
    }


def running(plan: TaskPlan, user_id: int, start: datetime, note: str | None) -> Record:
    """A timer nobody has stopped."""
    return {
        **_entry(plan, user_id, note, manual=False),
        "is_bulk": False,
        "start_time": iso(start),
        "end_time": None,
        "created_on": iso(start),
        "updated_on": iso(start),
    }


def _entry(plan: TaskPlan, user_id: int, note: str | None, manual: bool) -> Record:
    return {
        "id": 0,
        "task_id": plan.record["id"],
        "project_id": plan.record["project_id"],
        "user_id": user_id,
        "description": note,
        "added_manually": manual,
        "billed": False,
        "invoice_item_id": None,
    }


def _person(someone: Person, almanac: Almanac, plans: list[TaskPlan]) -> Iterator[Timed]:
    dice = Dice(f"time/{someone.id}")
    own = [plan for plan in plans if someone.id in plan.workers]
    for day in almanac.history():
        if not is_workday(day) or not _there(someone, day, almanac):
            continue
        if dice.chance(SICK_SHARE) or not dice.chance(someone.presence):
            continue
        choices = [plan for plan in own if plan.first <= day <= plan.last]
        if choices:
            yield from _day(someone, day, choices, dice)


def _there(someone: Person, day: date, almanac: Almanac) -> bool:
    """At the studio by then, not gone, not on holiday, and writing timesheets at all."""
    ago = (almanac.today - day).days
    silent_since = almanac.month_start(1) + timedelta(days=SILENT_AFTER_DAYS)
    if someone.id == SILENT and day >= silent_since:
        return False
    away = any(
        who == someone.id and first >= ago > first - length for who, first, length in VACATIONS
    )
    return someone.left < ago <= someone.joined and not away


def _day(someone: Person, day: date, choices: list[TaskPlan], dice: Dice) -> Iterator[Timed]:
    """One day: some pieces of work one after the other, with a break between them."""
    minutes = min(max(dice.gauss(someone.hours, 0.7), 2.0), 9.5) * 60
    pieces = dice.choice(PIECES)
    clock = dice.randrange(8 * 60 + 30, 9 * 60 + 46, QUARTER)
    weights = [_weight(plan) for plan in choices]
    for share in _shares(pieces, dice):
        plan = dice.choices(choices, weights)[0]
        length = max(QUARTER, round(minutes * share / QUARTER) * QUARTER)
        yield Timed(_piece(someone, plan, day, clock, length, dice), day, plan)
        clock += length + dice.choice((0, 15, 30, 45, 60))


def _weight(plan: TaskPlan) -> float:
    usual = ONGOING_WEIGHT if plan.ongoing else 1.0
    return KIND_WEIGHTS.get(plan.project.kind, usual)


def _shares(pieces: int, dice: Dice) -> list[float]:
    """How a day falls into pieces; adds up to 1."""
    parts = [dice.uniform(0.6, 1.6) for _ in range(pieces)]
    return [part / sum(parts) for part in parts]


def _piece(
    someone: Person, plan: TaskPlan, day: date, clock: int, length: int, dice: Dice
) -> Record:
    role = plan.role if plan.role != "any" else someone.roles[0]
    note = work_note(dice, role, str(plan.record["name"]))
    roll = dice.random()
    if roll < 0.27:
        return bulk(plan, someone.id, day, length * 60, note)
    if roll < 0.30 and length <= 180:
        clock = 20 * 60 + 30  # an evening at home: the next day already by UTC
    elif roll < 0.312:
        clock -= 75  # starts before the piece before it has ended
    if roll < 0.65:  # a timer knows no quarter hours
        seconds = length * 60 + dice.randrange(-420, 420)
        start = at(day, clock, someone.zone) + timedelta(seconds=dice.randrange(60))
        return interval(plan, someone.id, start, seconds, note, manual=False)
    return interval(plan, someone.id, at(day, clock, someone.zone), length * 60, note, manual=True)
